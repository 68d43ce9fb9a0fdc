#!/usr/bin/env node
import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __require = /* @__PURE__ */ ((x2) => typeof require !== "undefined" ? require : typeof Proxy !== "undefined" ? new Proxy(x2, {
  get: (a, b) => (typeof require !== "undefined" ? require : a)[b]
}) : x2)(function(x2) {
  if (typeof require !== "undefined") return require.apply(this, arguments);
  throw Error('Dynamic require of "' + x2 + '" is not supported');
});
var __commonJS = (cb, mod) => function __require2() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));

// node_modules/commander/lib/error.js
var require_error = __commonJS({
  "node_modules/commander/lib/error.js"(exports) {
    var CommanderError2 = class extends Error {
      /**
       * Constructs the CommanderError class
       * @param {number} exitCode suggested exit code which could be used with process.exit
       * @param {string} code an id string representing the error
       * @param {string} message human-readable description of the error
       */
      constructor(exitCode, code, message) {
        super(message);
        Error.captureStackTrace(this, this.constructor);
        this.name = this.constructor.name;
        this.code = code;
        this.exitCode = exitCode;
        this.nestedError = void 0;
      }
    };
    var InvalidArgumentError2 = class extends CommanderError2 {
      /**
       * Constructs the InvalidArgumentError class
       * @param {string} [message] explanation of why argument is invalid
       */
      constructor(message) {
        super(1, "commander.invalidArgument", message);
        Error.captureStackTrace(this, this.constructor);
        this.name = this.constructor.name;
      }
    };
    exports.CommanderError = CommanderError2;
    exports.InvalidArgumentError = InvalidArgumentError2;
  }
});

// node_modules/commander/lib/argument.js
var require_argument = __commonJS({
  "node_modules/commander/lib/argument.js"(exports) {
    var { InvalidArgumentError: InvalidArgumentError2 } = require_error();
    var Argument2 = class {
      /**
       * Initialize a new command argument with the given name and description.
       * The default is that the argument is required, and you can explicitly
       * indicate this with <> around the name. Put [] around the name for an optional argument.
       *
       * @param {string} name
       * @param {string} [description]
       */
      constructor(name, description2) {
        this.description = description2 || "";
        this.variadic = false;
        this.parseArg = void 0;
        this.defaultValue = void 0;
        this.defaultValueDescription = void 0;
        this.argChoices = void 0;
        switch (name[0]) {
          case "<":
            this.required = true;
            this._name = name.slice(1, -1);
            break;
          case "[":
            this.required = false;
            this._name = name.slice(1, -1);
            break;
          default:
            this.required = true;
            this._name = name;
            break;
        }
        if (this._name.endsWith("...")) {
          this.variadic = true;
          this._name = this._name.slice(0, -3);
        }
      }
      /**
       * Return argument name.
       *
       * @return {string}
       */
      name() {
        return this._name;
      }
      /**
       * @package
       */
      _collectValue(value2, previous) {
        if (previous === this.defaultValue || !Array.isArray(previous)) {
          return [value2];
        }
        previous.push(value2);
        return previous;
      }
      /**
       * Set the default value, and optionally supply the description to be displayed in the help.
       *
       * @param {*} value
       * @param {string} [description]
       * @return {Argument}
       */
      default(value2, description2) {
        this.defaultValue = value2;
        this.defaultValueDescription = description2;
        return this;
      }
      /**
       * Set the custom handler for processing CLI command arguments into argument values.
       *
       * @param {Function} [fn]
       * @return {Argument}
       */
      argParser(fn) {
        this.parseArg = fn;
        return this;
      }
      /**
       * Only allow argument value to be one of choices.
       *
       * @param {string[]} values
       * @return {Argument}
       */
      choices(values) {
        this.argChoices = values.slice();
        this.parseArg = (arg, previous) => {
          if (!this.argChoices.includes(arg)) {
            throw new InvalidArgumentError2(
              `Allowed choices are ${this.argChoices.join(", ")}.`
            );
          }
          if (this.variadic) {
            return this._collectValue(arg, previous);
          }
          return arg;
        };
        return this;
      }
      /**
       * Make argument required.
       *
       * @returns {Argument}
       */
      argRequired() {
        this.required = true;
        return this;
      }
      /**
       * Make argument optional.
       *
       * @returns {Argument}
       */
      argOptional() {
        this.required = false;
        return this;
      }
    };
    function humanReadableArgName(arg) {
      const nameOutput = arg.name() + (arg.variadic === true ? "..." : "");
      return arg.required ? "<" + nameOutput + ">" : "[" + nameOutput + "]";
    }
    exports.Argument = Argument2;
    exports.humanReadableArgName = humanReadableArgName;
  }
});

// node_modules/commander/lib/help.js
var require_help = __commonJS({
  "node_modules/commander/lib/help.js"(exports) {
    var { humanReadableArgName } = require_argument();
    var Help2 = class {
      constructor() {
        this.helpWidth = void 0;
        this.minWidthToWrap = 40;
        this.sortSubcommands = false;
        this.sortOptions = false;
        this.showGlobalOptions = false;
      }
      /**
       * prepareContext is called by Commander after applying overrides from `Command.configureHelp()`
       * and just before calling `formatHelp()`.
       *
       * Commander just uses the helpWidth and the rest is provided for optional use by more complex subclasses.
       *
       * @param {{ error?: boolean, helpWidth?: number, outputHasColors?: boolean }} contextOptions
       */
      prepareContext(contextOptions) {
        this.helpWidth = this.helpWidth ?? contextOptions.helpWidth ?? 80;
      }
      /**
       * Get an array of the visible subcommands. Includes a placeholder for the implicit help command, if there is one.
       *
       * @param {Command} cmd
       * @returns {Command[]}
       */
      visibleCommands(cmd) {
        const visibleCommands = cmd.commands.filter((cmd2) => !cmd2._hidden);
        const helpCommand = cmd._getHelpCommand();
        if (helpCommand && !helpCommand._hidden) {
          visibleCommands.push(helpCommand);
        }
        if (this.sortSubcommands) {
          visibleCommands.sort((a, b) => {
            return a.name().localeCompare(b.name());
          });
        }
        return visibleCommands;
      }
      /**
       * Compare options for sort.
       *
       * @param {Option} a
       * @param {Option} b
       * @returns {number}
       */
      compareOptions(a, b) {
        const getSortKey = (option) => {
          return option.short ? option.short.replace(/^-/, "") : option.long.replace(/^--/, "");
        };
        return getSortKey(a).localeCompare(getSortKey(b));
      }
      /**
       * Get an array of the visible options. Includes a placeholder for the implicit help option, if there is one.
       *
       * @param {Command} cmd
       * @returns {Option[]}
       */
      visibleOptions(cmd) {
        const visibleOptions = cmd.options.filter((option) => !option.hidden);
        const helpOption = cmd._getHelpOption();
        if (helpOption && !helpOption.hidden) {
          const removeShort = helpOption.short && cmd._findOption(helpOption.short);
          const removeLong = helpOption.long && cmd._findOption(helpOption.long);
          if (!removeShort && !removeLong) {
            visibleOptions.push(helpOption);
          } else if (helpOption.long && !removeLong) {
            visibleOptions.push(
              cmd.createOption(helpOption.long, helpOption.description)
            );
          } else if (helpOption.short && !removeShort) {
            visibleOptions.push(
              cmd.createOption(helpOption.short, helpOption.description)
            );
          }
        }
        if (this.sortOptions) {
          visibleOptions.sort(this.compareOptions);
        }
        return visibleOptions;
      }
      /**
       * Get an array of the visible global options. (Not including help.)
       *
       * @param {Command} cmd
       * @returns {Option[]}
       */
      visibleGlobalOptions(cmd) {
        if (!this.showGlobalOptions) return [];
        const globalOptions = [];
        for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) {
          const visibleOptions = ancestorCmd.options.filter(
            (option) => !option.hidden
          );
          globalOptions.push(...visibleOptions);
        }
        if (this.sortOptions) {
          globalOptions.sort(this.compareOptions);
        }
        return globalOptions;
      }
      /**
       * Get an array of the arguments if any have a description.
       *
       * @param {Command} cmd
       * @returns {Argument[]}
       */
      visibleArguments(cmd) {
        if (cmd._argsDescription) {
          cmd.registeredArguments.forEach((argument) => {
            argument.description = argument.description || cmd._argsDescription[argument.name()] || "";
          });
        }
        if (cmd.registeredArguments.find((argument) => argument.description)) {
          return cmd.registeredArguments;
        }
        return [];
      }
      /**
       * Get the command term to show in the list of subcommands.
       *
       * @param {Command} cmd
       * @returns {string}
       */
      subcommandTerm(cmd) {
        const args = cmd.registeredArguments.map((arg) => humanReadableArgName(arg)).join(" ");
        return cmd._name + (cmd._aliases[0] ? "|" + cmd._aliases[0] : "") + (cmd.options.length ? " [options]" : "") + // simplistic check for non-help option
        (args ? " " + args : "");
      }
      /**
       * Get the option term to show in the list of options.
       *
       * @param {Option} option
       * @returns {string}
       */
      optionTerm(option) {
        return option.flags;
      }
      /**
       * Get the argument term to show in the list of arguments.
       *
       * @param {Argument} argument
       * @returns {string}
       */
      argumentTerm(argument) {
        return argument.name();
      }
      /**
       * Get the longest command term length.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {number}
       */
      longestSubcommandTermLength(cmd, helper) {
        return helper.visibleCommands(cmd).reduce((max2, command) => {
          return Math.max(
            max2,
            this.displayWidth(
              helper.styleSubcommandTerm(helper.subcommandTerm(command))
            )
          );
        }, 0);
      }
      /**
       * Get the longest option term length.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {number}
       */
      longestOptionTermLength(cmd, helper) {
        return helper.visibleOptions(cmd).reduce((max2, option) => {
          return Math.max(
            max2,
            this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option)))
          );
        }, 0);
      }
      /**
       * Get the longest global option term length.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {number}
       */
      longestGlobalOptionTermLength(cmd, helper) {
        return helper.visibleGlobalOptions(cmd).reduce((max2, option) => {
          return Math.max(
            max2,
            this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option)))
          );
        }, 0);
      }
      /**
       * Get the longest argument term length.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {number}
       */
      longestArgumentTermLength(cmd, helper) {
        return helper.visibleArguments(cmd).reduce((max2, argument) => {
          return Math.max(
            max2,
            this.displayWidth(
              helper.styleArgumentTerm(helper.argumentTerm(argument))
            )
          );
        }, 0);
      }
      /**
       * Get the command usage to be displayed at the top of the built-in help.
       *
       * @param {Command} cmd
       * @returns {string}
       */
      commandUsage(cmd) {
        let cmdName = cmd._name;
        if (cmd._aliases[0]) {
          cmdName = cmdName + "|" + cmd._aliases[0];
        }
        let ancestorCmdNames = "";
        for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) {
          ancestorCmdNames = ancestorCmd.name() + " " + ancestorCmdNames;
        }
        return ancestorCmdNames + cmdName + " " + cmd.usage();
      }
      /**
       * Get the description for the command.
       *
       * @param {Command} cmd
       * @returns {string}
       */
      commandDescription(cmd) {
        return cmd.description();
      }
      /**
       * Get the subcommand summary to show in the list of subcommands.
       * (Fallback to description for backwards compatibility.)
       *
       * @param {Command} cmd
       * @returns {string}
       */
      subcommandDescription(cmd) {
        return cmd.summary() || cmd.description();
      }
      /**
       * Get the option description to show in the list of options.
       *
       * @param {Option} option
       * @return {string}
       */
      optionDescription(option) {
        const extraInfo = [];
        if (option.argChoices) {
          extraInfo.push(
            // use stringify to match the display of the default value
            `choices: ${option.argChoices.map((choice) => JSON.stringify(choice)).join(", ")}`
          );
        }
        if (option.defaultValue !== void 0) {
          const showDefault = option.required || option.optional || option.isBoolean() && typeof option.defaultValue === "boolean";
          if (showDefault) {
            extraInfo.push(
              `default: ${option.defaultValueDescription || JSON.stringify(option.defaultValue)}`
            );
          }
        }
        if (option.presetArg !== void 0 && option.optional) {
          extraInfo.push(`preset: ${JSON.stringify(option.presetArg)}`);
        }
        if (option.envVar !== void 0) {
          extraInfo.push(`env: ${option.envVar}`);
        }
        if (extraInfo.length > 0) {
          const extraDescription = `(${extraInfo.join(", ")})`;
          if (option.description) {
            return `${option.description} ${extraDescription}`;
          }
          return extraDescription;
        }
        return option.description;
      }
      /**
       * Get the argument description to show in the list of arguments.
       *
       * @param {Argument} argument
       * @return {string}
       */
      argumentDescription(argument) {
        const extraInfo = [];
        if (argument.argChoices) {
          extraInfo.push(
            // use stringify to match the display of the default value
            `choices: ${argument.argChoices.map((choice) => JSON.stringify(choice)).join(", ")}`
          );
        }
        if (argument.defaultValue !== void 0) {
          extraInfo.push(
            `default: ${argument.defaultValueDescription || JSON.stringify(argument.defaultValue)}`
          );
        }
        if (extraInfo.length > 0) {
          const extraDescription = `(${extraInfo.join(", ")})`;
          if (argument.description) {
            return `${argument.description} ${extraDescription}`;
          }
          return extraDescription;
        }
        return argument.description;
      }
      /**
       * Format a list of items, given a heading and an array of formatted items.
       *
       * @param {string} heading
       * @param {string[]} items
       * @param {Help} helper
       * @returns string[]
       */
      formatItemList(heading, items, helper) {
        if (items.length === 0) return [];
        return [helper.styleTitle(heading), ...items, ""];
      }
      /**
       * Group items by their help group heading.
       *
       * @param {Command[] | Option[]} unsortedItems
       * @param {Command[] | Option[]} visibleItems
       * @param {Function} getGroup
       * @returns {Map<string, Command[] | Option[]>}
       */
      groupItems(unsortedItems, visibleItems, getGroup) {
        const result2 = /* @__PURE__ */ new Map();
        unsortedItems.forEach((item) => {
          const group = getGroup(item);
          if (!result2.has(group)) result2.set(group, []);
        });
        visibleItems.forEach((item) => {
          const group = getGroup(item);
          if (!result2.has(group)) {
            result2.set(group, []);
          }
          result2.get(group).push(item);
        });
        return result2;
      }
      /**
       * Generate the built-in help text.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {string}
       */
      formatHelp(cmd, helper) {
        const termWidth = helper.padWidth(cmd, helper);
        const helpWidth = helper.helpWidth ?? 80;
        function callFormatItem(term, description2) {
          return helper.formatItem(term, termWidth, description2, helper);
        }
        let output = [
          `${helper.styleTitle("Usage:")} ${helper.styleUsage(helper.commandUsage(cmd))}`,
          ""
        ];
        const commandDescription = helper.commandDescription(cmd);
        if (commandDescription.length > 0) {
          output = output.concat([
            helper.boxWrap(
              helper.styleCommandDescription(commandDescription),
              helpWidth
            ),
            ""
          ]);
        }
        const argumentList = helper.visibleArguments(cmd).map((argument) => {
          return callFormatItem(
            helper.styleArgumentTerm(helper.argumentTerm(argument)),
            helper.styleArgumentDescription(helper.argumentDescription(argument))
          );
        });
        output = output.concat(
          this.formatItemList("Arguments:", argumentList, helper)
        );
        const optionGroups = this.groupItems(
          cmd.options,
          helper.visibleOptions(cmd),
          (option) => option.helpGroupHeading ?? "Options:"
        );
        optionGroups.forEach((options2, group) => {
          const optionList = options2.map((option) => {
            return callFormatItem(
              helper.styleOptionTerm(helper.optionTerm(option)),
              helper.styleOptionDescription(helper.optionDescription(option))
            );
          });
          output = output.concat(this.formatItemList(group, optionList, helper));
        });
        if (helper.showGlobalOptions) {
          const globalOptionList = helper.visibleGlobalOptions(cmd).map((option) => {
            return callFormatItem(
              helper.styleOptionTerm(helper.optionTerm(option)),
              helper.styleOptionDescription(helper.optionDescription(option))
            );
          });
          output = output.concat(
            this.formatItemList("Global Options:", globalOptionList, helper)
          );
        }
        const commandGroups = this.groupItems(
          cmd.commands,
          helper.visibleCommands(cmd),
          (sub) => sub.helpGroup() || "Commands:"
        );
        commandGroups.forEach((commands, group) => {
          const commandList = commands.map((sub) => {
            return callFormatItem(
              helper.styleSubcommandTerm(helper.subcommandTerm(sub)),
              helper.styleSubcommandDescription(helper.subcommandDescription(sub))
            );
          });
          output = output.concat(this.formatItemList(group, commandList, helper));
        });
        return output.join("\n");
      }
      /**
       * Return display width of string, ignoring ANSI escape sequences. Used in padding and wrapping calculations.
       *
       * @param {string} str
       * @returns {number}
       */
      displayWidth(str) {
        return stripColor(str).length;
      }
      /**
       * Style the title for displaying in the help. Called with 'Usage:', 'Options:', etc.
       *
       * @param {string} str
       * @returns {string}
       */
      styleTitle(str) {
        return str;
      }
      styleUsage(str) {
        return str.split(" ").map((word2) => {
          if (word2 === "[options]") return this.styleOptionText(word2);
          if (word2 === "[command]") return this.styleSubcommandText(word2);
          if (word2[0] === "[" || word2[0] === "<")
            return this.styleArgumentText(word2);
          return this.styleCommandText(word2);
        }).join(" ");
      }
      styleCommandDescription(str) {
        return this.styleDescriptionText(str);
      }
      styleOptionDescription(str) {
        return this.styleDescriptionText(str);
      }
      styleSubcommandDescription(str) {
        return this.styleDescriptionText(str);
      }
      styleArgumentDescription(str) {
        return this.styleDescriptionText(str);
      }
      styleDescriptionText(str) {
        return str;
      }
      styleOptionTerm(str) {
        return this.styleOptionText(str);
      }
      styleSubcommandTerm(str) {
        return str.split(" ").map((word2) => {
          if (word2 === "[options]") return this.styleOptionText(word2);
          if (word2[0] === "[" || word2[0] === "<")
            return this.styleArgumentText(word2);
          return this.styleSubcommandText(word2);
        }).join(" ");
      }
      styleArgumentTerm(str) {
        return this.styleArgumentText(str);
      }
      styleOptionText(str) {
        return str;
      }
      styleArgumentText(str) {
        return str;
      }
      styleSubcommandText(str) {
        return str;
      }
      styleCommandText(str) {
        return str;
      }
      /**
       * Calculate the pad width from the maximum term length.
       *
       * @param {Command} cmd
       * @param {Help} helper
       * @returns {number}
       */
      padWidth(cmd, helper) {
        return Math.max(
          helper.longestOptionTermLength(cmd, helper),
          helper.longestGlobalOptionTermLength(cmd, helper),
          helper.longestSubcommandTermLength(cmd, helper),
          helper.longestArgumentTermLength(cmd, helper)
        );
      }
      /**
       * Detect manually wrapped and indented strings by checking for line break followed by whitespace.
       *
       * @param {string} str
       * @returns {boolean}
       */
      preformatted(str) {
        return /\n[^\S\r\n]/.test(str);
      }
      /**
       * Format the "item", which consists of a term and description. Pad the term and wrap the description, indenting the following lines.
       *
       * So "TTT", 5, "DDD DDDD DD DDD" might be formatted for this.helpWidth=17 like so:
       *   TTT  DDD DDDD
       *        DD DDD
       *
       * @param {string} term
       * @param {number} termWidth
       * @param {string} description
       * @param {Help} helper
       * @returns {string}
       */
      formatItem(term, termWidth, description2, helper) {
        const itemIndent = 2;
        const itemIndentStr = " ".repeat(itemIndent);
        if (!description2) return itemIndentStr + term;
        const paddedTerm = term.padEnd(
          termWidth + term.length - helper.displayWidth(term)
        );
        const spacerWidth = 2;
        const helpWidth = this.helpWidth ?? 80;
        const remainingWidth = helpWidth - termWidth - spacerWidth - itemIndent;
        let formattedDescription;
        if (remainingWidth < this.minWidthToWrap || helper.preformatted(description2)) {
          formattedDescription = description2;
        } else {
          const wrappedDescription = helper.boxWrap(description2, remainingWidth);
          formattedDescription = wrappedDescription.replace(
            /\n/g,
            "\n" + " ".repeat(termWidth + spacerWidth)
          );
        }
        return itemIndentStr + paddedTerm + " ".repeat(spacerWidth) + formattedDescription.replace(/\n/g, `
${itemIndentStr}`);
      }
      /**
       * Wrap a string at whitespace, preserving existing line breaks.
       * Wrapping is skipped if the width is less than `minWidthToWrap`.
       *
       * @param {string} str
       * @param {number} width
       * @returns {string}
       */
      boxWrap(str, width) {
        if (width < this.minWidthToWrap) return str;
        const rawLines = str.split(/\r\n|\n/);
        const chunkPattern = /[\s]*[^\s]+/g;
        const wrappedLines = [];
        rawLines.forEach((line) => {
          const chunks = line.match(chunkPattern);
          if (chunks === null) {
            wrappedLines.push("");
            return;
          }
          let sumChunks = [chunks.shift()];
          let sumWidth = this.displayWidth(sumChunks[0]);
          chunks.forEach((chunk) => {
            const visibleWidth = this.displayWidth(chunk);
            if (sumWidth + visibleWidth <= width) {
              sumChunks.push(chunk);
              sumWidth += visibleWidth;
              return;
            }
            wrappedLines.push(sumChunks.join(""));
            const nextChunk = chunk.trimStart();
            sumChunks = [nextChunk];
            sumWidth = this.displayWidth(nextChunk);
          });
          wrappedLines.push(sumChunks.join(""));
        });
        return wrappedLines.join("\n");
      }
    };
    function stripColor(str) {
      const sgrPattern = /\x1b\[\d*(;\d*)*m/g;
      return str.replace(sgrPattern, "");
    }
    exports.Help = Help2;
    exports.stripColor = stripColor;
  }
});

// node_modules/commander/lib/option.js
var require_option = __commonJS({
  "node_modules/commander/lib/option.js"(exports) {
    var { InvalidArgumentError: InvalidArgumentError2 } = require_error();
    var Option2 = class {
      /**
       * Initialize a new `Option` with the given `flags` and `description`.
       *
       * @param {string} flags
       * @param {string} [description]
       */
      constructor(flags, description2) {
        this.flags = flags;
        this.description = description2 || "";
        this.required = flags.includes("<");
        this.optional = flags.includes("[");
        this.variadic = /\w\.\.\.[>\]]$/.test(flags);
        this.mandatory = false;
        const optionFlags = splitOptionFlags(flags);
        this.short = optionFlags.shortFlag;
        this.long = optionFlags.longFlag;
        this.negate = false;
        if (this.long) {
          this.negate = this.long.startsWith("--no-");
        }
        this.defaultValue = void 0;
        this.defaultValueDescription = void 0;
        this.presetArg = void 0;
        this.envVar = void 0;
        this.parseArg = void 0;
        this.hidden = false;
        this.argChoices = void 0;
        this.conflictsWith = [];
        this.implied = void 0;
        this.helpGroupHeading = void 0;
      }
      /**
       * Set the default value, and optionally supply the description to be displayed in the help.
       *
       * @param {*} value
       * @param {string} [description]
       * @return {Option}
       */
      default(value2, description2) {
        this.defaultValue = value2;
        this.defaultValueDescription = description2;
        return this;
      }
      /**
       * Preset to use when option used without option-argument, especially optional but also boolean and negated.
       * The custom processing (parseArg) is called.
       *
       * @example
       * new Option('--color').default('GREYSCALE').preset('RGB');
       * new Option('--donate [amount]').preset('20').argParser(parseFloat);
       *
       * @param {*} arg
       * @return {Option}
       */
      preset(arg) {
        this.presetArg = arg;
        return this;
      }
      /**
       * Add option name(s) that conflict with this option.
       * An error will be displayed if conflicting options are found during parsing.
       *
       * @example
       * new Option('--rgb').conflicts('cmyk');
       * new Option('--js').conflicts(['ts', 'jsx']);
       *
       * @param {(string | string[])} names
       * @return {Option}
       */
      conflicts(names2) {
        this.conflictsWith = this.conflictsWith.concat(names2);
        return this;
      }
      /**
       * Specify implied option values for when this option is set and the implied options are not.
       *
       * The custom processing (parseArg) is not called on the implied values.
       *
       * @example
       * program
       *   .addOption(new Option('--log', 'write logging information to file'))
       *   .addOption(new Option('--trace', 'log extra details').implies({ log: 'trace.txt' }));
       *
       * @param {object} impliedOptionValues
       * @return {Option}
       */
      implies(impliedOptionValues) {
        let newImplied = impliedOptionValues;
        if (typeof impliedOptionValues === "string") {
          newImplied = { [impliedOptionValues]: true };
        }
        this.implied = Object.assign(this.implied || {}, newImplied);
        return this;
      }
      /**
       * Set environment variable to check for option value.
       *
       * An environment variable is only used if when processed the current option value is
       * undefined, or the source of the current value is 'default' or 'config' or 'env'.
       *
       * @param {string} name
       * @return {Option}
       */
      env(name) {
        this.envVar = name;
        return this;
      }
      /**
       * Set the custom handler for processing CLI option arguments into option values.
       *
       * @param {Function} [fn]
       * @return {Option}
       */
      argParser(fn) {
        this.parseArg = fn;
        return this;
      }
      /**
       * Whether the option is mandatory and must have a value after parsing.
       *
       * @param {boolean} [mandatory=true]
       * @return {Option}
       */
      makeOptionMandatory(mandatory = true) {
        this.mandatory = !!mandatory;
        return this;
      }
      /**
       * Hide option in help.
       *
       * @param {boolean} [hide=true]
       * @return {Option}
       */
      hideHelp(hide = true) {
        this.hidden = !!hide;
        return this;
      }
      /**
       * @package
       */
      _collectValue(value2, previous) {
        if (previous === this.defaultValue || !Array.isArray(previous)) {
          return [value2];
        }
        previous.push(value2);
        return previous;
      }
      /**
       * Only allow option value to be one of choices.
       *
       * @param {string[]} values
       * @return {Option}
       */
      choices(values) {
        this.argChoices = values.slice();
        this.parseArg = (arg, previous) => {
          if (!this.argChoices.includes(arg)) {
            throw new InvalidArgumentError2(
              `Allowed choices are ${this.argChoices.join(", ")}.`
            );
          }
          if (this.variadic) {
            return this._collectValue(arg, previous);
          }
          return arg;
        };
        return this;
      }
      /**
       * Return option name.
       *
       * @return {string}
       */
      name() {
        if (this.long) {
          return this.long.replace(/^--/, "");
        }
        return this.short.replace(/^-/, "");
      }
      /**
       * Return option name, in a camelcase format that can be used
       * as an object attribute key.
       *
       * @return {string}
       */
      attributeName() {
        if (this.negate) {
          return camelcase(this.name().replace(/^no-/, ""));
        }
        return camelcase(this.name());
      }
      /**
       * Set the help group heading.
       *
       * @param {string} heading
       * @return {Option}
       */
      helpGroup(heading) {
        this.helpGroupHeading = heading;
        return this;
      }
      /**
       * Check if `arg` matches the short or long flag.
       *
       * @param {string} arg
       * @return {boolean}
       * @package
       */
      is(arg) {
        return this.short === arg || this.long === arg;
      }
      /**
       * Return whether a boolean option.
       *
       * Options are one of boolean, negated, required argument, or optional argument.
       *
       * @return {boolean}
       * @package
       */
      isBoolean() {
        return !this.required && !this.optional && !this.negate;
      }
    };
    var DualOptions = class {
      /**
       * @param {Option[]} options
       */
      constructor(options2) {
        this.positiveOptions = /* @__PURE__ */ new Map();
        this.negativeOptions = /* @__PURE__ */ new Map();
        this.dualOptions = /* @__PURE__ */ new Set();
        options2.forEach((option) => {
          if (option.negate) {
            this.negativeOptions.set(option.attributeName(), option);
          } else {
            this.positiveOptions.set(option.attributeName(), option);
          }
        });
        this.negativeOptions.forEach((value2, key) => {
          if (this.positiveOptions.has(key)) {
            this.dualOptions.add(key);
          }
        });
      }
      /**
       * Did the value come from the option, and not from possible matching dual option?
       *
       * @param {*} value
       * @param {Option} option
       * @returns {boolean}
       */
      valueFromOption(value2, option) {
        const optionKey = option.attributeName();
        if (!this.dualOptions.has(optionKey)) return true;
        const preset = this.negativeOptions.get(optionKey).presetArg;
        const negativeValue = preset !== void 0 ? preset : false;
        return option.negate === (negativeValue === value2);
      }
    };
    function camelcase(str) {
      return str.split("-").reduce((str2, word2) => {
        return str2 + word2[0].toUpperCase() + word2.slice(1);
      });
    }
    function splitOptionFlags(flags) {
      let shortFlag;
      let longFlag;
      const shortFlagExp = /^-[^-]$/;
      const longFlagExp = /^--[^-]/;
      const flagParts = flags.split(/[ |,]+/).concat("guard");
      if (shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
      if (longFlagExp.test(flagParts[0])) longFlag = flagParts.shift();
      if (!shortFlag && shortFlagExp.test(flagParts[0]))
        shortFlag = flagParts.shift();
      if (!shortFlag && longFlagExp.test(flagParts[0])) {
        shortFlag = longFlag;
        longFlag = flagParts.shift();
      }
      if (flagParts[0].startsWith("-")) {
        const unsupportedFlag = flagParts[0];
        const baseError = `option creation failed due to '${unsupportedFlag}' in option flags '${flags}'`;
        if (/^-[^-][^-]/.test(unsupportedFlag))
          throw new Error(
            `${baseError}
- a short flag is a single dash and a single character
  - either use a single dash and a single character (for a short flag)
  - or use a double dash for a long option (and can have two, like '--ws, --workspace')`
          );
        if (shortFlagExp.test(unsupportedFlag))
          throw new Error(`${baseError}
- too many short flags`);
        if (longFlagExp.test(unsupportedFlag))
          throw new Error(`${baseError}
- too many long flags`);
        throw new Error(`${baseError}
- unrecognised flag format`);
      }
      if (shortFlag === void 0 && longFlag === void 0)
        throw new Error(
          `option creation failed due to no flags found in '${flags}'.`
        );
      return { shortFlag, longFlag };
    }
    exports.Option = Option2;
    exports.DualOptions = DualOptions;
  }
});

// node_modules/commander/lib/suggestSimilar.js
var require_suggestSimilar = __commonJS({
  "node_modules/commander/lib/suggestSimilar.js"(exports) {
    var maxDistance = 3;
    function editDistance(a, b) {
      if (Math.abs(a.length - b.length) > maxDistance)
        return Math.max(a.length, b.length);
      const d = [];
      for (let i2 = 0; i2 <= a.length; i2++) {
        d[i2] = [i2];
      }
      for (let j = 0; j <= b.length; j++) {
        d[0][j] = j;
      }
      for (let j = 1; j <= b.length; j++) {
        for (let i2 = 1; i2 <= a.length; i2++) {
          let cost = 1;
          if (a[i2 - 1] === b[j - 1]) {
            cost = 0;
          } else {
            cost = 1;
          }
          d[i2][j] = Math.min(
            d[i2 - 1][j] + 1,
            // deletion
            d[i2][j - 1] + 1,
            // insertion
            d[i2 - 1][j - 1] + cost
            // substitution
          );
          if (i2 > 1 && j > 1 && a[i2 - 1] === b[j - 2] && a[i2 - 2] === b[j - 1]) {
            d[i2][j] = Math.min(d[i2][j], d[i2 - 2][j - 2] + 1);
          }
        }
      }
      return d[a.length][b.length];
    }
    function suggestSimilar(word2, candidates) {
      if (!candidates || candidates.length === 0) return "";
      candidates = Array.from(new Set(candidates));
      const searchingOptions = word2.startsWith("--");
      if (searchingOptions) {
        word2 = word2.slice(2);
        candidates = candidates.map((candidate) => candidate.slice(2));
      }
      let similar = [];
      let bestDistance = maxDistance;
      const minSimilarity = 0.4;
      candidates.forEach((candidate) => {
        if (candidate.length <= 1) return;
        const distance = editDistance(word2, candidate);
        const length2 = Math.max(word2.length, candidate.length);
        const similarity = (length2 - distance) / length2;
        if (similarity > minSimilarity) {
          if (distance < bestDistance) {
            bestDistance = distance;
            similar = [candidate];
          } else if (distance === bestDistance) {
            similar.push(candidate);
          }
        }
      });
      similar.sort((a, b) => a.localeCompare(b));
      if (searchingOptions) {
        similar = similar.map((candidate) => `--${candidate}`);
      }
      if (similar.length > 1) {
        return `
(Did you mean one of ${similar.join(", ")}?)`;
      }
      if (similar.length === 1) {
        return `
(Did you mean ${similar[0]}?)`;
      }
      return "";
    }
    exports.suggestSimilar = suggestSimilar;
  }
});

// node_modules/commander/lib/command.js
var require_command = __commonJS({
  "node_modules/commander/lib/command.js"(exports) {
    var EventEmitter = __require("node:events").EventEmitter;
    var childProcess = __require("node:child_process");
    var path = __require("node:path");
    var fs = __require("node:fs");
    var process2 = __require("node:process");
    var { Argument: Argument2, humanReadableArgName } = require_argument();
    var { CommanderError: CommanderError2 } = require_error();
    var { Help: Help2, stripColor } = require_help();
    var { Option: Option2, DualOptions } = require_option();
    var { suggestSimilar } = require_suggestSimilar();
    var Command2 = class _Command extends EventEmitter {
      /**
       * Initialize a new `Command`.
       *
       * @param {string} [name]
       */
      constructor(name) {
        super();
        this.commands = [];
        this.options = [];
        this.parent = null;
        this._allowUnknownOption = false;
        this._allowExcessArguments = false;
        this.registeredArguments = [];
        this._args = this.registeredArguments;
        this.args = [];
        this.rawArgs = [];
        this.processedArgs = [];
        this._scriptPath = null;
        this._name = name || "";
        this._optionValues = {};
        this._optionValueSources = {};
        this._storeOptionsAsProperties = false;
        this._actionHandler = null;
        this._executableHandler = false;
        this._executableFile = null;
        this._executableDir = null;
        this._defaultCommandName = null;
        this._exitCallback = null;
        this._aliases = [];
        this._combineFlagAndOptionalValue = true;
        this._description = "";
        this._summary = "";
        this._argsDescription = void 0;
        this._enablePositionalOptions = false;
        this._passThroughOptions = false;
        this._lifeCycleHooks = {};
        this._showHelpAfterError = false;
        this._showSuggestionAfterError = true;
        this._savedState = null;
        this._outputConfiguration = {
          writeOut: (str) => process2.stdout.write(str),
          writeErr: (str) => process2.stderr.write(str),
          outputError: (str, write2) => write2(str),
          getOutHelpWidth: () => process2.stdout.isTTY ? process2.stdout.columns : void 0,
          getErrHelpWidth: () => process2.stderr.isTTY ? process2.stderr.columns : void 0,
          getOutHasColors: () => useColor() ?? (process2.stdout.isTTY && process2.stdout.hasColors?.()),
          getErrHasColors: () => useColor() ?? (process2.stderr.isTTY && process2.stderr.hasColors?.()),
          stripColor: (str) => stripColor(str)
        };
        this._hidden = false;
        this._helpOption = void 0;
        this._addImplicitHelpCommand = void 0;
        this._helpCommand = void 0;
        this._helpConfiguration = {};
        this._helpGroupHeading = void 0;
        this._defaultCommandGroup = void 0;
        this._defaultOptionGroup = void 0;
      }
      /**
       * Copy settings that are useful to have in common across root command and subcommands.
       *
       * (Used internally when adding a command using `.command()` so subcommands inherit parent settings.)
       *
       * @param {Command} sourceCommand
       * @return {Command} `this` command for chaining
       */
      copyInheritedSettings(sourceCommand) {
        this._outputConfiguration = sourceCommand._outputConfiguration;
        this._helpOption = sourceCommand._helpOption;
        this._helpCommand = sourceCommand._helpCommand;
        this._helpConfiguration = sourceCommand._helpConfiguration;
        this._exitCallback = sourceCommand._exitCallback;
        this._storeOptionsAsProperties = sourceCommand._storeOptionsAsProperties;
        this._combineFlagAndOptionalValue = sourceCommand._combineFlagAndOptionalValue;
        this._allowExcessArguments = sourceCommand._allowExcessArguments;
        this._enablePositionalOptions = sourceCommand._enablePositionalOptions;
        this._showHelpAfterError = sourceCommand._showHelpAfterError;
        this._showSuggestionAfterError = sourceCommand._showSuggestionAfterError;
        return this;
      }
      /**
       * @returns {Command[]}
       * @private
       */
      _getCommandAndAncestors() {
        const result2 = [];
        for (let command = this; command; command = command.parent) {
          result2.push(command);
        }
        return result2;
      }
      /**
       * Define a command.
       *
       * There are two styles of command: pay attention to where to put the description.
       *
       * @example
       * // Command implemented using action handler (description is supplied separately to `.command`)
       * program
       *   .command('clone <source> [destination]')
       *   .description('clone a repository into a newly created directory')
       *   .action((source, destination) => {
       *     console.log('clone command called');
       *   });
       *
       * // Command implemented using separate executable file (description is second parameter to `.command`)
       * program
       *   .command('start <service>', 'start named service')
       *   .command('stop [service]', 'stop named service, or all if no name supplied');
       *
       * @param {string} nameAndArgs - command name and arguments, args are `<required>` or `[optional]` and last may also be `variadic...`
       * @param {(object | string)} [actionOptsOrExecDesc] - configuration options (for action), or description (for executable)
       * @param {object} [execOpts] - configuration options (for executable)
       * @return {Command} returns new command for action handler, or `this` for executable command
       */
      command(nameAndArgs, actionOptsOrExecDesc, execOpts) {
        let desc = actionOptsOrExecDesc;
        let opts = execOpts;
        if (typeof desc === "object" && desc !== null) {
          opts = desc;
          desc = null;
        }
        opts = opts || {};
        const [, name, args] = nameAndArgs.match(/([^ ]+) *(.*)/);
        const cmd = this.createCommand(name);
        if (desc) {
          cmd.description(desc);
          cmd._executableHandler = true;
        }
        if (opts.isDefault) this._defaultCommandName = cmd._name;
        cmd._hidden = !!(opts.noHelp || opts.hidden);
        cmd._executableFile = opts.executableFile || null;
        if (args) cmd.arguments(args);
        this._registerCommand(cmd);
        cmd.parent = this;
        cmd.copyInheritedSettings(this);
        if (desc) return this;
        return cmd;
      }
      /**
       * Factory routine to create a new unattached command.
       *
       * See .command() for creating an attached subcommand, which uses this routine to
       * create the command. You can override createCommand to customise subcommands.
       *
       * @param {string} [name]
       * @return {Command} new command
       */
      createCommand(name) {
        return new _Command(name);
      }
      /**
       * You can customise the help with a subclass of Help by overriding createHelp,
       * or by overriding Help properties using configureHelp().
       *
       * @return {Help}
       */
      createHelp() {
        return Object.assign(new Help2(), this.configureHelp());
      }
      /**
       * You can customise the help by overriding Help properties using configureHelp(),
       * or with a subclass of Help by overriding createHelp().
       *
       * @param {object} [configuration] - configuration options
       * @return {(Command | object)} `this` command for chaining, or stored configuration
       */
      configureHelp(configuration) {
        if (configuration === void 0) return this._helpConfiguration;
        this._helpConfiguration = configuration;
        return this;
      }
      /**
       * The default output goes to stdout and stderr. You can customise this for special
       * applications. You can also customise the display of errors by overriding outputError.
       *
       * The configuration properties are all functions:
       *
       *     // change how output being written, defaults to stdout and stderr
       *     writeOut(str)
       *     writeErr(str)
       *     // change how output being written for errors, defaults to writeErr
       *     outputError(str, write) // used for displaying errors and not used for displaying help
       *     // specify width for wrapping help
       *     getOutHelpWidth()
       *     getErrHelpWidth()
       *     // color support, currently only used with Help
       *     getOutHasColors()
       *     getErrHasColors()
       *     stripColor() // used to remove ANSI escape codes if output does not have colors
       *
       * @param {object} [configuration] - configuration options
       * @return {(Command | object)} `this` command for chaining, or stored configuration
       */
      configureOutput(configuration) {
        if (configuration === void 0) return this._outputConfiguration;
        this._outputConfiguration = {
          ...this._outputConfiguration,
          ...configuration
        };
        return this;
      }
      /**
       * Display the help or a custom message after an error occurs.
       *
       * @param {(boolean|string)} [displayHelp]
       * @return {Command} `this` command for chaining
       */
      showHelpAfterError(displayHelp = true) {
        if (typeof displayHelp !== "string") displayHelp = !!displayHelp;
        this._showHelpAfterError = displayHelp;
        return this;
      }
      /**
       * Display suggestion of similar commands for unknown commands, or options for unknown options.
       *
       * @param {boolean} [displaySuggestion]
       * @return {Command} `this` command for chaining
       */
      showSuggestionAfterError(displaySuggestion = true) {
        this._showSuggestionAfterError = !!displaySuggestion;
        return this;
      }
      /**
       * Add a prepared subcommand.
       *
       * See .command() for creating an attached subcommand which inherits settings from its parent.
       *
       * @param {Command} cmd - new subcommand
       * @param {object} [opts] - configuration options
       * @return {Command} `this` command for chaining
       */
      addCommand(cmd, opts) {
        if (!cmd._name) {
          throw new Error(`Command passed to .addCommand() must have a name
- specify the name in Command constructor or using .name()`);
        }
        opts = opts || {};
        if (opts.isDefault) this._defaultCommandName = cmd._name;
        if (opts.noHelp || opts.hidden) cmd._hidden = true;
        this._registerCommand(cmd);
        cmd.parent = this;
        cmd._checkForBrokenPassThrough();
        return this;
      }
      /**
       * Factory routine to create a new unattached argument.
       *
       * See .argument() for creating an attached argument, which uses this routine to
       * create the argument. You can override createArgument to return a custom argument.
       *
       * @param {string} name
       * @param {string} [description]
       * @return {Argument} new argument
       */
      createArgument(name, description2) {
        return new Argument2(name, description2);
      }
      /**
       * Define argument syntax for command.
       *
       * The default is that the argument is required, and you can explicitly
       * indicate this with <> around the name. Put [] around the name for an optional argument.
       *
       * @example
       * program.argument('<input-file>');
       * program.argument('[output-file]');
       *
       * @param {string} name
       * @param {string} [description]
       * @param {(Function|*)} [parseArg] - custom argument processing function or default value
       * @param {*} [defaultValue]
       * @return {Command} `this` command for chaining
       */
      argument(name, description2, parseArg, defaultValue) {
        const argument = this.createArgument(name, description2);
        if (typeof parseArg === "function") {
          argument.default(defaultValue).argParser(parseArg);
        } else {
          argument.default(parseArg);
        }
        this.addArgument(argument);
        return this;
      }
      /**
       * Define argument syntax for command, adding multiple at once (without descriptions).
       *
       * See also .argument().
       *
       * @example
       * program.arguments('<cmd> [env]');
       *
       * @param {string} names
       * @return {Command} `this` command for chaining
       */
      arguments(names2) {
        names2.trim().split(/ +/).forEach((detail) => {
          this.argument(detail);
        });
        return this;
      }
      /**
       * Define argument syntax for command, adding a prepared argument.
       *
       * @param {Argument} argument
       * @return {Command} `this` command for chaining
       */
      addArgument(argument) {
        const previousArgument = this.registeredArguments.slice(-1)[0];
        if (previousArgument?.variadic) {
          throw new Error(
            `only the last argument can be variadic '${previousArgument.name()}'`
          );
        }
        if (argument.required && argument.defaultValue !== void 0 && argument.parseArg === void 0) {
          throw new Error(
            `a default value for a required argument is never used: '${argument.name()}'`
          );
        }
        this.registeredArguments.push(argument);
        return this;
      }
      /**
       * Customise or override default help command. By default a help command is automatically added if your command has subcommands.
       *
       * @example
       *    program.helpCommand('help [cmd]');
       *    program.helpCommand('help [cmd]', 'show help');
       *    program.helpCommand(false); // suppress default help command
       *    program.helpCommand(true); // add help command even if no subcommands
       *
       * @param {string|boolean} enableOrNameAndArgs - enable with custom name and/or arguments, or boolean to override whether added
       * @param {string} [description] - custom description
       * @return {Command} `this` command for chaining
       */
      helpCommand(enableOrNameAndArgs, description2) {
        if (typeof enableOrNameAndArgs === "boolean") {
          this._addImplicitHelpCommand = enableOrNameAndArgs;
          if (enableOrNameAndArgs && this._defaultCommandGroup) {
            this._initCommandGroup(this._getHelpCommand());
          }
          return this;
        }
        const nameAndArgs = enableOrNameAndArgs ?? "help [command]";
        const [, helpName, helpArgs] = nameAndArgs.match(/([^ ]+) *(.*)/);
        const helpDescription = description2 ?? "display help for command";
        const helpCommand = this.createCommand(helpName);
        helpCommand.helpOption(false);
        if (helpArgs) helpCommand.arguments(helpArgs);
        if (helpDescription) helpCommand.description(helpDescription);
        this._addImplicitHelpCommand = true;
        this._helpCommand = helpCommand;
        if (enableOrNameAndArgs || description2) this._initCommandGroup(helpCommand);
        return this;
      }
      /**
       * Add prepared custom help command.
       *
       * @param {(Command|string|boolean)} helpCommand - custom help command, or deprecated enableOrNameAndArgs as for `.helpCommand()`
       * @param {string} [deprecatedDescription] - deprecated custom description used with custom name only
       * @return {Command} `this` command for chaining
       */
      addHelpCommand(helpCommand, deprecatedDescription) {
        if (typeof helpCommand !== "object") {
          this.helpCommand(helpCommand, deprecatedDescription);
          return this;
        }
        this._addImplicitHelpCommand = true;
        this._helpCommand = helpCommand;
        this._initCommandGroup(helpCommand);
        return this;
      }
      /**
       * Lazy create help command.
       *
       * @return {(Command|null)}
       * @package
       */
      _getHelpCommand() {
        const hasImplicitHelpCommand = this._addImplicitHelpCommand ?? (this.commands.length && !this._actionHandler && !this._findCommand("help"));
        if (hasImplicitHelpCommand) {
          if (this._helpCommand === void 0) {
            this.helpCommand(void 0, void 0);
          }
          return this._helpCommand;
        }
        return null;
      }
      /**
       * Add hook for life cycle event.
       *
       * @param {string} event
       * @param {Function} listener
       * @return {Command} `this` command for chaining
       */
      hook(event, listener) {
        const allowedValues = ["preSubcommand", "preAction", "postAction"];
        if (!allowedValues.includes(event)) {
          throw new Error(`Unexpected value for event passed to hook : '${event}'.
Expecting one of '${allowedValues.join("', '")}'`);
        }
        if (this._lifeCycleHooks[event]) {
          this._lifeCycleHooks[event].push(listener);
        } else {
          this._lifeCycleHooks[event] = [listener];
        }
        return this;
      }
      /**
       * Register callback to use as replacement for calling process.exit.
       *
       * @param {Function} [fn] optional callback which will be passed a CommanderError, defaults to throwing
       * @return {Command} `this` command for chaining
       */
      exitOverride(fn) {
        if (fn) {
          this._exitCallback = fn;
        } else {
          this._exitCallback = (err2) => {
            if (err2.code !== "commander.executeSubCommandAsync") {
              throw err2;
            } else {
            }
          };
        }
        return this;
      }
      /**
       * Call process.exit, and _exitCallback if defined.
       *
       * @param {number} exitCode exit code for using with process.exit
       * @param {string} code an id string representing the error
       * @param {string} message human-readable description of the error
       * @return never
       * @private
       */
      _exit(exitCode, code, message) {
        if (this._exitCallback) {
          this._exitCallback(new CommanderError2(exitCode, code, message));
        }
        process2.exit(exitCode);
      }
      /**
       * Register callback `fn` for the command.
       *
       * @example
       * program
       *   .command('serve')
       *   .description('start service')
       *   .action(function() {
       *      // do work here
       *   });
       *
       * @param {Function} fn
       * @return {Command} `this` command for chaining
       */
      action(fn) {
        const listener = (args) => {
          const expectedArgsCount = this.registeredArguments.length;
          const actionArgs = args.slice(0, expectedArgsCount);
          if (this._storeOptionsAsProperties) {
            actionArgs[expectedArgsCount] = this;
          } else {
            actionArgs[expectedArgsCount] = this.opts();
          }
          actionArgs.push(this);
          return fn.apply(this, actionArgs);
        };
        this._actionHandler = listener;
        return this;
      }
      /**
       * Factory routine to create a new unattached option.
       *
       * See .option() for creating an attached option, which uses this routine to
       * create the option. You can override createOption to return a custom option.
       *
       * @param {string} flags
       * @param {string} [description]
       * @return {Option} new option
       */
      createOption(flags, description2) {
        return new Option2(flags, description2);
      }
      /**
       * Wrap parseArgs to catch 'commander.invalidArgument'.
       *
       * @param {(Option | Argument)} target
       * @param {string} value
       * @param {*} previous
       * @param {string} invalidArgumentMessage
       * @private
       */
      _callParseArg(target, value2, previous, invalidArgumentMessage) {
        try {
          return target.parseArg(value2, previous);
        } catch (err2) {
          if (err2.code === "commander.invalidArgument") {
            const message = `${invalidArgumentMessage} ${err2.message}`;
            this.error(message, { exitCode: err2.exitCode, code: err2.code });
          }
          throw err2;
        }
      }
      /**
       * Check for option flag conflicts.
       * Register option if no conflicts found, or throw on conflict.
       *
       * @param {Option} option
       * @private
       */
      _registerOption(option) {
        const matchingOption = option.short && this._findOption(option.short) || option.long && this._findOption(option.long);
        if (matchingOption) {
          const matchingFlag = option.long && this._findOption(option.long) ? option.long : option.short;
          throw new Error(`Cannot add option '${option.flags}'${this._name && ` to command '${this._name}'`} due to conflicting flag '${matchingFlag}'
-  already used by option '${matchingOption.flags}'`);
        }
        this._initOptionGroup(option);
        this.options.push(option);
      }
      /**
       * Check for command name and alias conflicts with existing commands.
       * Register command if no conflicts found, or throw on conflict.
       *
       * @param {Command} command
       * @private
       */
      _registerCommand(command) {
        const knownBy = (cmd) => {
          return [cmd.name()].concat(cmd.aliases());
        };
        const alreadyUsed = knownBy(command).find(
          (name) => this._findCommand(name)
        );
        if (alreadyUsed) {
          const existingCmd = knownBy(this._findCommand(alreadyUsed)).join("|");
          const newCmd = knownBy(command).join("|");
          throw new Error(
            `cannot add command '${newCmd}' as already have command '${existingCmd}'`
          );
        }
        this._initCommandGroup(command);
        this.commands.push(command);
      }
      /**
       * Add an option.
       *
       * @param {Option} option
       * @return {Command} `this` command for chaining
       */
      addOption(option) {
        this._registerOption(option);
        const oname = option.name();
        const name = option.attributeName();
        if (option.negate) {
          const positiveLongFlag = option.long.replace(/^--no-/, "--");
          if (!this._findOption(positiveLongFlag)) {
            this.setOptionValueWithSource(
              name,
              option.defaultValue === void 0 ? true : option.defaultValue,
              "default"
            );
          }
        } else if (option.defaultValue !== void 0) {
          this.setOptionValueWithSource(name, option.defaultValue, "default");
        }
        const handleOptionValue = (val, invalidValueMessage, valueSource) => {
          if (val == null && option.presetArg !== void 0) {
            val = option.presetArg;
          }
          const oldValue = this.getOptionValue(name);
          if (val !== null && option.parseArg) {
            val = this._callParseArg(option, val, oldValue, invalidValueMessage);
          } else if (val !== null && option.variadic) {
            val = option._collectValue(val, oldValue);
          }
          if (val == null) {
            if (option.negate) {
              val = false;
            } else if (option.isBoolean() || option.optional) {
              val = true;
            } else {
              val = "";
            }
          }
          this.setOptionValueWithSource(name, val, valueSource);
        };
        this.on("option:" + oname, (val) => {
          const invalidValueMessage = `error: option '${option.flags}' argument '${val}' is invalid.`;
          handleOptionValue(val, invalidValueMessage, "cli");
        });
        if (option.envVar) {
          this.on("optionEnv:" + oname, (val) => {
            const invalidValueMessage = `error: option '${option.flags}' value '${val}' from env '${option.envVar}' is invalid.`;
            handleOptionValue(val, invalidValueMessage, "env");
          });
        }
        return this;
      }
      /**
       * Internal implementation shared by .option() and .requiredOption()
       *
       * @return {Command} `this` command for chaining
       * @private
       */
      _optionEx(config, flags, description2, fn, defaultValue) {
        if (typeof flags === "object" && flags instanceof Option2) {
          throw new Error(
            "To add an Option object use addOption() instead of option() or requiredOption()"
          );
        }
        const option = this.createOption(flags, description2);
        option.makeOptionMandatory(!!config.mandatory);
        if (typeof fn === "function") {
          option.default(defaultValue).argParser(fn);
        } else if (fn instanceof RegExp) {
          const regex = fn;
          fn = (val, def) => {
            const m = regex.exec(val);
            return m ? m[0] : def;
          };
          option.default(defaultValue).argParser(fn);
        } else {
          option.default(fn);
        }
        return this.addOption(option);
      }
      /**
       * Define option with `flags`, `description`, and optional argument parsing function or `defaultValue` or both.
       *
       * The `flags` string contains the short and/or long flags, separated by comma, a pipe or space. A required
       * option-argument is indicated by `<>` and an optional option-argument by `[]`.
       *
       * See the README for more details, and see also addOption() and requiredOption().
       *
       * @example
       * program
       *     .option('-p, --pepper', 'add pepper')
       *     .option('--pt, --pizza-type <TYPE>', 'type of pizza') // required option-argument
       *     .option('-c, --cheese [CHEESE]', 'add extra cheese', 'mozzarella') // optional option-argument with default
       *     .option('-t, --tip <VALUE>', 'add tip to purchase cost', parseFloat) // custom parse function
       *
       * @param {string} flags
       * @param {string} [description]
       * @param {(Function|*)} [parseArg] - custom option processing function or default value
       * @param {*} [defaultValue]
       * @return {Command} `this` command for chaining
       */
      option(flags, description2, parseArg, defaultValue) {
        return this._optionEx({}, flags, description2, parseArg, defaultValue);
      }
      /**
       * Add a required option which must have a value after parsing. This usually means
       * the option must be specified on the command line. (Otherwise the same as .option().)
       *
       * The `flags` string contains the short and/or long flags, separated by comma, a pipe or space.
       *
       * @param {string} flags
       * @param {string} [description]
       * @param {(Function|*)} [parseArg] - custom option processing function or default value
       * @param {*} [defaultValue]
       * @return {Command} `this` command for chaining
       */
      requiredOption(flags, description2, parseArg, defaultValue) {
        return this._optionEx(
          { mandatory: true },
          flags,
          description2,
          parseArg,
          defaultValue
        );
      }
      /**
       * Alter parsing of short flags with optional values.
       *
       * @example
       * // for `.option('-f,--flag [value]'):
       * program.combineFlagAndOptionalValue(true);  // `-f80` is treated like `--flag=80`, this is the default behaviour
       * program.combineFlagAndOptionalValue(false) // `-fb` is treated like `-f -b`
       *
       * @param {boolean} [combine] - if `true` or omitted, an optional value can be specified directly after the flag.
       * @return {Command} `this` command for chaining
       */
      combineFlagAndOptionalValue(combine2 = true) {
        this._combineFlagAndOptionalValue = !!combine2;
        return this;
      }
      /**
       * Allow unknown options on the command line.
       *
       * @param {boolean} [allowUnknown] - if `true` or omitted, no error will be thrown for unknown options.
       * @return {Command} `this` command for chaining
       */
      allowUnknownOption(allowUnknown = true) {
        this._allowUnknownOption = !!allowUnknown;
        return this;
      }
      /**
       * Allow excess command-arguments on the command line. Pass false to make excess arguments an error.
       *
       * @param {boolean} [allowExcess] - if `true` or omitted, no error will be thrown for excess arguments.
       * @return {Command} `this` command for chaining
       */
      allowExcessArguments(allowExcess = true) {
        this._allowExcessArguments = !!allowExcess;
        return this;
      }
      /**
       * Enable positional options. Positional means global options are specified before subcommands which lets
       * subcommands reuse the same option names, and also enables subcommands to turn on passThroughOptions.
       * The default behaviour is non-positional and global options may appear anywhere on the command line.
       *
       * @param {boolean} [positional]
       * @return {Command} `this` command for chaining
       */
      enablePositionalOptions(positional = true) {
        this._enablePositionalOptions = !!positional;
        return this;
      }
      /**
       * Pass through options that come after command-arguments rather than treat them as command-options,
       * so actual command-options come before command-arguments. Turning this on for a subcommand requires
       * positional options to have been enabled on the program (parent commands).
       * The default behaviour is non-positional and options may appear before or after command-arguments.
       *
       * @param {boolean} [passThrough] for unknown options.
       * @return {Command} `this` command for chaining
       */
      passThroughOptions(passThrough = true) {
        this._passThroughOptions = !!passThrough;
        this._checkForBrokenPassThrough();
        return this;
      }
      /**
       * @private
       */
      _checkForBrokenPassThrough() {
        if (this.parent && this._passThroughOptions && !this.parent._enablePositionalOptions) {
          throw new Error(
            `passThroughOptions cannot be used for '${this._name}' without turning on enablePositionalOptions for parent command(s)`
          );
        }
      }
      /**
       * Whether to store option values as properties on command object,
       * or store separately (specify false). In both cases the option values can be accessed using .opts().
       *
       * @param {boolean} [storeAsProperties=true]
       * @return {Command} `this` command for chaining
       */
      storeOptionsAsProperties(storeAsProperties = true) {
        if (this.options.length) {
          throw new Error("call .storeOptionsAsProperties() before adding options");
        }
        if (Object.keys(this._optionValues).length) {
          throw new Error(
            "call .storeOptionsAsProperties() before setting option values"
          );
        }
        this._storeOptionsAsProperties = !!storeAsProperties;
        return this;
      }
      /**
       * Retrieve option value.
       *
       * @param {string} key
       * @return {object} value
       */
      getOptionValue(key) {
        if (this._storeOptionsAsProperties) {
          return this[key];
        }
        return this._optionValues[key];
      }
      /**
       * Store option value.
       *
       * @param {string} key
       * @param {object} value
       * @return {Command} `this` command for chaining
       */
      setOptionValue(key, value2) {
        return this.setOptionValueWithSource(key, value2, void 0);
      }
      /**
       * Store option value and where the value came from.
       *
       * @param {string} key
       * @param {object} value
       * @param {string} source - expected values are default/config/env/cli/implied
       * @return {Command} `this` command for chaining
       */
      setOptionValueWithSource(key, value2, source) {
        if (this._storeOptionsAsProperties) {
          this[key] = value2;
        } else {
          this._optionValues[key] = value2;
        }
        this._optionValueSources[key] = source;
        return this;
      }
      /**
       * Get source of option value.
       * Expected values are default | config | env | cli | implied
       *
       * @param {string} key
       * @return {string}
       */
      getOptionValueSource(key) {
        return this._optionValueSources[key];
      }
      /**
       * Get source of option value. See also .optsWithGlobals().
       * Expected values are default | config | env | cli | implied
       *
       * @param {string} key
       * @return {string}
       */
      getOptionValueSourceWithGlobals(key) {
        let source;
        this._getCommandAndAncestors().forEach((cmd) => {
          if (cmd.getOptionValueSource(key) !== void 0) {
            source = cmd.getOptionValueSource(key);
          }
        });
        return source;
      }
      /**
       * Get user arguments from implied or explicit arguments.
       * Side-effects: set _scriptPath if args included script. Used for default program name, and subcommand searches.
       *
       * @private
       */
      _prepareUserArgs(argv, parseOptions) {
        if (argv !== void 0 && !Array.isArray(argv)) {
          throw new Error("first parameter to parse must be array or undefined");
        }
        parseOptions = parseOptions || {};
        if (argv === void 0 && parseOptions.from === void 0) {
          if (process2.versions?.electron) {
            parseOptions.from = "electron";
          }
          const execArgv = process2.execArgv ?? [];
          if (execArgv.includes("-e") || execArgv.includes("--eval") || execArgv.includes("-p") || execArgv.includes("--print")) {
            parseOptions.from = "eval";
          }
        }
        if (argv === void 0) {
          argv = process2.argv;
        }
        this.rawArgs = argv.slice();
        let userArgs;
        switch (parseOptions.from) {
          case void 0:
          case "node":
            this._scriptPath = argv[1];
            userArgs = argv.slice(2);
            break;
          case "electron":
            if (process2.defaultApp) {
              this._scriptPath = argv[1];
              userArgs = argv.slice(2);
            } else {
              userArgs = argv.slice(1);
            }
            break;
          case "user":
            userArgs = argv.slice(0);
            break;
          case "eval":
            userArgs = argv.slice(1);
            break;
          default:
            throw new Error(
              `unexpected parse option { from: '${parseOptions.from}' }`
            );
        }
        if (!this._name && this._scriptPath)
          this.nameFromFilename(this._scriptPath);
        this._name = this._name || "program";
        return userArgs;
      }
      /**
       * Parse `argv`, setting options and invoking commands when defined.
       *
       * Use parseAsync instead of parse if any of your action handlers are async.
       *
       * Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
       *
       * Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
       * - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
       * - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
       * - `'user'`: just user arguments
       *
       * @example
       * program.parse(); // parse process.argv and auto-detect electron and special node flags
       * program.parse(process.argv); // assume argv[0] is app and argv[1] is script
       * program.parse(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
       *
       * @param {string[]} [argv] - optional, defaults to process.argv
       * @param {object} [parseOptions] - optionally specify style of options with from: node/user/electron
       * @param {string} [parseOptions.from] - where the args are from: 'node', 'user', 'electron'
       * @return {Command} `this` command for chaining
       */
      parse(argv, parseOptions) {
        this._prepareForParse();
        const userArgs = this._prepareUserArgs(argv, parseOptions);
        this._parseCommand([], userArgs);
        return this;
      }
      /**
       * Parse `argv`, setting options and invoking commands when defined.
       *
       * Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
       *
       * Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
       * - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
       * - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
       * - `'user'`: just user arguments
       *
       * @example
       * await program.parseAsync(); // parse process.argv and auto-detect electron and special node flags
       * await program.parseAsync(process.argv); // assume argv[0] is app and argv[1] is script
       * await program.parseAsync(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
       *
       * @param {string[]} [argv]
       * @param {object} [parseOptions]
       * @param {string} parseOptions.from - where the args are from: 'node', 'user', 'electron'
       * @return {Promise}
       */
      async parseAsync(argv, parseOptions) {
        this._prepareForParse();
        const userArgs = this._prepareUserArgs(argv, parseOptions);
        await this._parseCommand([], userArgs);
        return this;
      }
      _prepareForParse() {
        if (this._savedState === null) {
          this.saveStateBeforeParse();
        } else {
          this.restoreStateBeforeParse();
        }
      }
      /**
       * Called the first time parse is called to save state and allow a restore before subsequent calls to parse.
       * Not usually called directly, but available for subclasses to save their custom state.
       *
       * This is called in a lazy way. Only commands used in parsing chain will have state saved.
       */
      saveStateBeforeParse() {
        this._savedState = {
          // name is stable if supplied by author, but may be unspecified for root command and deduced during parsing
          _name: this._name,
          // option values before parse have default values (including false for negated options)
          // shallow clones
          _optionValues: { ...this._optionValues },
          _optionValueSources: { ...this._optionValueSources }
        };
      }
      /**
       * Restore state before parse for calls after the first.
       * Not usually called directly, but available for subclasses to save their custom state.
       *
       * This is called in a lazy way. Only commands used in parsing chain will have state restored.
       */
      restoreStateBeforeParse() {
        if (this._storeOptionsAsProperties)
          throw new Error(`Can not call parse again when storeOptionsAsProperties is true.
- either make a new Command for each call to parse, or stop storing options as properties`);
        this._name = this._savedState._name;
        this._scriptPath = null;
        this.rawArgs = [];
        this._optionValues = { ...this._savedState._optionValues };
        this._optionValueSources = { ...this._savedState._optionValueSources };
        this.args = [];
        this.processedArgs = [];
      }
      /**
       * Throw if expected executable is missing. Add lots of help for author.
       *
       * @param {string} executableFile
       * @param {string} executableDir
       * @param {string} subcommandName
       */
      _checkForMissingExecutable(executableFile, executableDir, subcommandName) {
        if (fs.existsSync(executableFile)) return;
        const executableDirMessage = executableDir ? `searched for local subcommand relative to directory '${executableDir}'` : "no directory for search for local subcommand, use .executableDir() to supply a custom directory";
        const executableMissing = `'${executableFile}' does not exist
 - if '${subcommandName}' is not meant to be an executable command, remove description parameter from '.command()' and use '.description()' instead
 - if the default executable name is not suitable, use the executableFile option to supply a custom name or path
 - ${executableDirMessage}`;
        throw new Error(executableMissing);
      }
      /**
       * Execute a sub-command executable.
       *
       * @private
       */
      _executeSubCommand(subcommand, args) {
        args = args.slice();
        let launchWithNode = false;
        const sourceExt = [".js", ".ts", ".tsx", ".mjs", ".cjs"];
        function findFile(baseDir, baseName) {
          const localBin = path.resolve(baseDir, baseName);
          if (fs.existsSync(localBin)) return localBin;
          if (sourceExt.includes(path.extname(baseName))) return void 0;
          const foundExt = sourceExt.find(
            (ext) => fs.existsSync(`${localBin}${ext}`)
          );
          if (foundExt) return `${localBin}${foundExt}`;
          return void 0;
        }
        this._checkForMissingMandatoryOptions();
        this._checkForConflictingOptions();
        let executableFile = subcommand._executableFile || `${this._name}-${subcommand._name}`;
        let executableDir = this._executableDir || "";
        if (this._scriptPath) {
          let resolvedScriptPath;
          try {
            resolvedScriptPath = fs.realpathSync(this._scriptPath);
          } catch {
            resolvedScriptPath = this._scriptPath;
          }
          executableDir = path.resolve(
            path.dirname(resolvedScriptPath),
            executableDir
          );
        }
        if (executableDir) {
          let localFile = findFile(executableDir, executableFile);
          if (!localFile && !subcommand._executableFile && this._scriptPath) {
            const legacyName = path.basename(
              this._scriptPath,
              path.extname(this._scriptPath)
            );
            if (legacyName !== this._name) {
              localFile = findFile(
                executableDir,
                `${legacyName}-${subcommand._name}`
              );
            }
          }
          executableFile = localFile || executableFile;
        }
        launchWithNode = sourceExt.includes(path.extname(executableFile));
        let proc;
        if (process2.platform !== "win32") {
          if (launchWithNode) {
            args.unshift(executableFile);
            args = incrementNodeInspectorPort(process2.execArgv).concat(args);
            proc = childProcess.spawn(process2.argv[0], args, { stdio: "inherit" });
          } else {
            proc = childProcess.spawn(executableFile, args, { stdio: "inherit" });
          }
        } else {
          this._checkForMissingExecutable(
            executableFile,
            executableDir,
            subcommand._name
          );
          args.unshift(executableFile);
          args = incrementNodeInspectorPort(process2.execArgv).concat(args);
          proc = childProcess.spawn(process2.execPath, args, { stdio: "inherit" });
        }
        if (!proc.killed) {
          const signals2 = ["SIGUSR1", "SIGUSR2", "SIGTERM", "SIGINT", "SIGHUP"];
          signals2.forEach((signal2) => {
            process2.on(signal2, () => {
              if (proc.killed === false && proc.exitCode === null) {
                proc.kill(signal2);
              }
            });
          });
        }
        const exitCallback = this._exitCallback;
        proc.on("close", (code) => {
          code = code ?? 1;
          if (!exitCallback) {
            process2.exit(code);
          } else {
            exitCallback(
              new CommanderError2(
                code,
                "commander.executeSubCommandAsync",
                "(close)"
              )
            );
          }
        });
        proc.on("error", (err2) => {
          if (err2.code === "ENOENT") {
            this._checkForMissingExecutable(
              executableFile,
              executableDir,
              subcommand._name
            );
          } else if (err2.code === "EACCES") {
            throw new Error(`'${executableFile}' not executable`);
          }
          if (!exitCallback) {
            process2.exit(1);
          } else {
            const wrappedError = new CommanderError2(
              1,
              "commander.executeSubCommandAsync",
              "(error)"
            );
            wrappedError.nestedError = err2;
            exitCallback(wrappedError);
          }
        });
        this.runningCommand = proc;
      }
      /**
       * @private
       */
      _dispatchSubcommand(commandName, operands, unknown2) {
        const subCommand = this._findCommand(commandName);
        if (!subCommand) this.help({ error: true });
        subCommand._prepareForParse();
        let promiseChain;
        promiseChain = this._chainOrCallSubCommandHook(
          promiseChain,
          subCommand,
          "preSubcommand"
        );
        promiseChain = this._chainOrCall(promiseChain, () => {
          if (subCommand._executableHandler) {
            this._executeSubCommand(subCommand, operands.concat(unknown2));
          } else {
            return subCommand._parseCommand(operands, unknown2);
          }
        });
        return promiseChain;
      }
      /**
       * Invoke help directly if possible, or dispatch if necessary.
       * e.g. help foo
       *
       * @private
       */
      _dispatchHelpCommand(subcommandName) {
        if (!subcommandName) {
          this.help();
        }
        const subCommand = this._findCommand(subcommandName);
        if (subCommand && !subCommand._executableHandler) {
          subCommand.help();
        }
        return this._dispatchSubcommand(
          subcommandName,
          [],
          [this._getHelpOption()?.long ?? this._getHelpOption()?.short ?? "--help"]
        );
      }
      /**
       * Check this.args against expected this.registeredArguments.
       *
       * @private
       */
      _checkNumberOfArguments() {
        this.registeredArguments.forEach((arg, i2) => {
          if (arg.required && this.args[i2] == null) {
            this.missingArgument(arg.name());
          }
        });
        if (this.registeredArguments.length > 0 && this.registeredArguments[this.registeredArguments.length - 1].variadic) {
          return;
        }
        if (this.args.length > this.registeredArguments.length) {
          this._excessArguments(this.args);
        }
      }
      /**
       * Process this.args using this.registeredArguments and save as this.processedArgs!
       *
       * @private
       */
      _processArguments() {
        const myParseArg = (argument, value2, previous) => {
          let parsedValue = value2;
          if (value2 !== null && argument.parseArg) {
            const invalidValueMessage = `error: command-argument value '${value2}' is invalid for argument '${argument.name()}'.`;
            parsedValue = this._callParseArg(
              argument,
              value2,
              previous,
              invalidValueMessage
            );
          }
          return parsedValue;
        };
        this._checkNumberOfArguments();
        const processedArgs = [];
        this.registeredArguments.forEach((declaredArg, index) => {
          let value2 = declaredArg.defaultValue;
          if (declaredArg.variadic) {
            if (index < this.args.length) {
              value2 = this.args.slice(index);
              if (declaredArg.parseArg) {
                value2 = value2.reduce((processed, v) => {
                  return myParseArg(declaredArg, v, processed);
                }, declaredArg.defaultValue);
              }
            } else if (value2 === void 0) {
              value2 = [];
            }
          } else if (index < this.args.length) {
            value2 = this.args[index];
            if (declaredArg.parseArg) {
              value2 = myParseArg(declaredArg, value2, declaredArg.defaultValue);
            }
          }
          processedArgs[index] = value2;
        });
        this.processedArgs = processedArgs;
      }
      /**
       * Once we have a promise we chain, but call synchronously until then.
       *
       * @param {(Promise|undefined)} promise
       * @param {Function} fn
       * @return {(Promise|undefined)}
       * @private
       */
      _chainOrCall(promise, fn) {
        if (promise?.then && typeof promise.then === "function") {
          return promise.then(() => fn());
        }
        return fn();
      }
      /**
       *
       * @param {(Promise|undefined)} promise
       * @param {string} event
       * @return {(Promise|undefined)}
       * @private
       */
      _chainOrCallHooks(promise, event) {
        let result2 = promise;
        const hooks = [];
        this._getCommandAndAncestors().reverse().filter((cmd) => cmd._lifeCycleHooks[event] !== void 0).forEach((hookedCommand) => {
          hookedCommand._lifeCycleHooks[event].forEach((callback2) => {
            hooks.push({ hookedCommand, callback: callback2 });
          });
        });
        if (event === "postAction") {
          hooks.reverse();
        }
        hooks.forEach((hookDetail) => {
          result2 = this._chainOrCall(result2, () => {
            return hookDetail.callback(hookDetail.hookedCommand, this);
          });
        });
        return result2;
      }
      /**
       *
       * @param {(Promise|undefined)} promise
       * @param {Command} subCommand
       * @param {string} event
       * @return {(Promise|undefined)}
       * @private
       */
      _chainOrCallSubCommandHook(promise, subCommand, event) {
        let result2 = promise;
        if (this._lifeCycleHooks[event] !== void 0) {
          this._lifeCycleHooks[event].forEach((hook) => {
            result2 = this._chainOrCall(result2, () => {
              return hook(this, subCommand);
            });
          });
        }
        return result2;
      }
      /**
       * Process arguments in context of this command.
       * Returns action result, in case it is a promise.
       *
       * @private
       */
      _parseCommand(operands, unknown2) {
        const parsed2 = this.parseOptions(unknown2);
        this._parseOptionsEnv();
        this._parseOptionsImplied();
        operands = operands.concat(parsed2.operands);
        unknown2 = parsed2.unknown;
        this.args = operands.concat(unknown2);
        if (operands && this._findCommand(operands[0])) {
          return this._dispatchSubcommand(operands[0], operands.slice(1), unknown2);
        }
        if (this._getHelpCommand() && operands[0] === this._getHelpCommand().name()) {
          return this._dispatchHelpCommand(operands[1]);
        }
        if (this._defaultCommandName) {
          this._outputHelpIfRequested(unknown2);
          return this._dispatchSubcommand(
            this._defaultCommandName,
            operands,
            unknown2
          );
        }
        if (this.commands.length && this.args.length === 0 && !this._actionHandler && !this._defaultCommandName) {
          this.help({ error: true });
        }
        this._outputHelpIfRequested(parsed2.unknown);
        this._checkForMissingMandatoryOptions();
        this._checkForConflictingOptions();
        const checkForUnknownOptions = () => {
          if (parsed2.unknown.length > 0) {
            this.unknownOption(parsed2.unknown[0]);
          }
        };
        const commandEvent = `command:${this.name()}`;
        if (this._actionHandler) {
          checkForUnknownOptions();
          this._processArguments();
          let promiseChain;
          promiseChain = this._chainOrCallHooks(promiseChain, "preAction");
          promiseChain = this._chainOrCall(
            promiseChain,
            () => this._actionHandler(this.processedArgs)
          );
          if (this.parent) {
            promiseChain = this._chainOrCall(promiseChain, () => {
              this.parent.emit(commandEvent, operands, unknown2);
            });
          }
          promiseChain = this._chainOrCallHooks(promiseChain, "postAction");
          return promiseChain;
        }
        if (this.parent?.listenerCount(commandEvent)) {
          checkForUnknownOptions();
          this._processArguments();
          this.parent.emit(commandEvent, operands, unknown2);
        } else if (operands.length) {
          if (this._findCommand("*")) {
            return this._dispatchSubcommand("*", operands, unknown2);
          }
          if (this.listenerCount("command:*")) {
            this.emit("command:*", operands, unknown2);
          } else if (this.commands.length) {
            this.unknownCommand();
          } else {
            checkForUnknownOptions();
            this._processArguments();
          }
        } else if (this.commands.length) {
          checkForUnknownOptions();
          this.help({ error: true });
        } else {
          checkForUnknownOptions();
          this._processArguments();
        }
      }
      /**
       * Find matching command.
       *
       * @private
       * @return {Command | undefined}
       */
      _findCommand(name) {
        if (!name) return void 0;
        return this.commands.find(
          (cmd) => cmd._name === name || cmd._aliases.includes(name)
        );
      }
      /**
       * Return an option matching `arg` if any.
       *
       * @param {string} arg
       * @return {Option}
       * @package
       */
      _findOption(arg) {
        return this.options.find((option) => option.is(arg));
      }
      /**
       * Display an error message if a mandatory option does not have a value.
       * Called after checking for help flags in leaf subcommand.
       *
       * @private
       */
      _checkForMissingMandatoryOptions() {
        this._getCommandAndAncestors().forEach((cmd) => {
          cmd.options.forEach((anOption) => {
            if (anOption.mandatory && cmd.getOptionValue(anOption.attributeName()) === void 0) {
              cmd.missingMandatoryOptionValue(anOption);
            }
          });
        });
      }
      /**
       * Display an error message if conflicting options are used together in this.
       *
       * @private
       */
      _checkForConflictingLocalOptions() {
        const definedNonDefaultOptions = this.options.filter((option) => {
          const optionKey = option.attributeName();
          if (this.getOptionValue(optionKey) === void 0) {
            return false;
          }
          return this.getOptionValueSource(optionKey) !== "default";
        });
        const optionsWithConflicting = definedNonDefaultOptions.filter(
          (option) => option.conflictsWith.length > 0
        );
        optionsWithConflicting.forEach((option) => {
          const conflictingAndDefined = definedNonDefaultOptions.find(
            (defined) => option.conflictsWith.includes(defined.attributeName())
          );
          if (conflictingAndDefined) {
            this._conflictingOption(option, conflictingAndDefined);
          }
        });
      }
      /**
       * Display an error message if conflicting options are used together.
       * Called after checking for help flags in leaf subcommand.
       *
       * @private
       */
      _checkForConflictingOptions() {
        this._getCommandAndAncestors().forEach((cmd) => {
          cmd._checkForConflictingLocalOptions();
        });
      }
      /**
       * Parse options from `argv` removing known options,
       * and return argv split into operands and unknown arguments.
       *
       * Side effects: modifies command by storing options. Does not reset state if called again.
       *
       * Examples:
       *
       *     argv => operands, unknown
       *     --known kkk op => [op], []
       *     op --known kkk => [op], []
       *     sub --unknown uuu op => [sub], [--unknown uuu op]
       *     sub -- --unknown uuu op => [sub --unknown uuu op], []
       *
       * @param {string[]} args
       * @return {{operands: string[], unknown: string[]}}
       */
      parseOptions(args) {
        const operands = [];
        const unknown2 = [];
        let dest = operands;
        function maybeOption(arg) {
          return arg.length > 1 && arg[0] === "-";
        }
        const negativeNumberArg = (arg) => {
          if (!/^-(\d+|\d*\.\d+)(e[+-]?\d+)?$/.test(arg)) return false;
          return !this._getCommandAndAncestors().some(
            (cmd) => cmd.options.map((opt) => opt.short).some((short) => /^-\d$/.test(short))
          );
        };
        let activeVariadicOption = null;
        let activeGroup = null;
        let i2 = 0;
        while (i2 < args.length || activeGroup) {
          const arg = activeGroup ?? args[i2++];
          activeGroup = null;
          if (arg === "--") {
            if (dest === unknown2) dest.push(arg);
            dest.push(...args.slice(i2));
            break;
          }
          if (activeVariadicOption && (!maybeOption(arg) || negativeNumberArg(arg))) {
            this.emit(`option:${activeVariadicOption.name()}`, arg);
            continue;
          }
          activeVariadicOption = null;
          if (maybeOption(arg)) {
            const option = this._findOption(arg);
            if (option) {
              if (option.required) {
                const value2 = args[i2++];
                if (value2 === void 0) this.optionMissingArgument(option);
                this.emit(`option:${option.name()}`, value2);
              } else if (option.optional) {
                let value2 = null;
                if (i2 < args.length && (!maybeOption(args[i2]) || negativeNumberArg(args[i2]))) {
                  value2 = args[i2++];
                }
                this.emit(`option:${option.name()}`, value2);
              } else {
                this.emit(`option:${option.name()}`);
              }
              activeVariadicOption = option.variadic ? option : null;
              continue;
            }
          }
          if (arg.length > 2 && arg[0] === "-" && arg[1] !== "-") {
            const option = this._findOption(`-${arg[1]}`);
            if (option) {
              if (option.required || option.optional && this._combineFlagAndOptionalValue) {
                this.emit(`option:${option.name()}`, arg.slice(2));
              } else {
                this.emit(`option:${option.name()}`);
                activeGroup = `-${arg.slice(2)}`;
              }
              continue;
            }
          }
          if (/^--[^=]+=/.test(arg)) {
            const index = arg.indexOf("=");
            const option = this._findOption(arg.slice(0, index));
            if (option && (option.required || option.optional)) {
              this.emit(`option:${option.name()}`, arg.slice(index + 1));
              continue;
            }
          }
          if (dest === operands && maybeOption(arg) && !(this.commands.length === 0 && negativeNumberArg(arg))) {
            dest = unknown2;
          }
          if ((this._enablePositionalOptions || this._passThroughOptions) && operands.length === 0 && unknown2.length === 0) {
            if (this._findCommand(arg)) {
              operands.push(arg);
              unknown2.push(...args.slice(i2));
              break;
            } else if (this._getHelpCommand() && arg === this._getHelpCommand().name()) {
              operands.push(arg, ...args.slice(i2));
              break;
            } else if (this._defaultCommandName) {
              unknown2.push(arg, ...args.slice(i2));
              break;
            }
          }
          if (this._passThroughOptions) {
            dest.push(arg, ...args.slice(i2));
            break;
          }
          dest.push(arg);
        }
        return { operands, unknown: unknown2 };
      }
      /**
       * Return an object containing local option values as key-value pairs.
       *
       * @return {object}
       */
      opts() {
        if (this._storeOptionsAsProperties) {
          const result2 = {};
          const len = this.options.length;
          for (let i2 = 0; i2 < len; i2++) {
            const key = this.options[i2].attributeName();
            result2[key] = key === this._versionOptionName ? this._version : this[key];
          }
          return result2;
        }
        return this._optionValues;
      }
      /**
       * Return an object containing merged local and global option values as key-value pairs.
       *
       * @return {object}
       */
      optsWithGlobals() {
        return this._getCommandAndAncestors().reduce(
          (combinedOptions, cmd) => Object.assign(combinedOptions, cmd.opts()),
          {}
        );
      }
      /**
       * Display error message and exit (or call exitOverride).
       *
       * @param {string} message
       * @param {object} [errorOptions]
       * @param {string} [errorOptions.code] - an id string representing the error
       * @param {number} [errorOptions.exitCode] - used with process.exit
       */
      error(message, errorOptions) {
        this._outputConfiguration.outputError(
          `${message}
`,
          this._outputConfiguration.writeErr
        );
        if (typeof this._showHelpAfterError === "string") {
          this._outputConfiguration.writeErr(`${this._showHelpAfterError}
`);
        } else if (this._showHelpAfterError) {
          this._outputConfiguration.writeErr("\n");
          this.outputHelp({ error: true });
        }
        const config = errorOptions || {};
        const exitCode = config.exitCode || 1;
        const code = config.code || "commander.error";
        this._exit(exitCode, code, message);
      }
      /**
       * Apply any option related environment variables, if option does
       * not have a value from cli or client code.
       *
       * @private
       */
      _parseOptionsEnv() {
        this.options.forEach((option) => {
          if (option.envVar && option.envVar in process2.env) {
            const optionKey = option.attributeName();
            if (this.getOptionValue(optionKey) === void 0 || ["default", "config", "env"].includes(
              this.getOptionValueSource(optionKey)
            )) {
              if (option.required || option.optional) {
                this.emit(`optionEnv:${option.name()}`, process2.env[option.envVar]);
              } else {
                this.emit(`optionEnv:${option.name()}`);
              }
            }
          }
        });
      }
      /**
       * Apply any implied option values, if option is undefined or default value.
       *
       * @private
       */
      _parseOptionsImplied() {
        const dualHelper = new DualOptions(this.options);
        const hasCustomOptionValue = (optionKey) => {
          return this.getOptionValue(optionKey) !== void 0 && !["default", "implied"].includes(this.getOptionValueSource(optionKey));
        };
        this.options.filter(
          (option) => option.implied !== void 0 && hasCustomOptionValue(option.attributeName()) && dualHelper.valueFromOption(
            this.getOptionValue(option.attributeName()),
            option
          )
        ).forEach((option) => {
          Object.keys(option.implied).filter((impliedKey) => !hasCustomOptionValue(impliedKey)).forEach((impliedKey) => {
            this.setOptionValueWithSource(
              impliedKey,
              option.implied[impliedKey],
              "implied"
            );
          });
        });
      }
      /**
       * Argument `name` is missing.
       *
       * @param {string} name
       * @private
       */
      missingArgument(name) {
        const message = `error: missing required argument '${name}'`;
        this.error(message, { code: "commander.missingArgument" });
      }
      /**
       * `Option` is missing an argument.
       *
       * @param {Option} option
       * @private
       */
      optionMissingArgument(option) {
        const message = `error: option '${option.flags}' argument missing`;
        this.error(message, { code: "commander.optionMissingArgument" });
      }
      /**
       * `Option` does not have a value, and is a mandatory option.
       *
       * @param {Option} option
       * @private
       */
      missingMandatoryOptionValue(option) {
        const message = `error: required option '${option.flags}' not specified`;
        this.error(message, { code: "commander.missingMandatoryOptionValue" });
      }
      /**
       * `Option` conflicts with another option.
       *
       * @param {Option} option
       * @param {Option} conflictingOption
       * @private
       */
      _conflictingOption(option, conflictingOption) {
        const findBestOptionFromValue = (option2) => {
          const optionKey = option2.attributeName();
          const optionValue = this.getOptionValue(optionKey);
          const negativeOption = this.options.find(
            (target) => target.negate && optionKey === target.attributeName()
          );
          const positiveOption = this.options.find(
            (target) => !target.negate && optionKey === target.attributeName()
          );
          if (negativeOption && (negativeOption.presetArg === void 0 && optionValue === false || negativeOption.presetArg !== void 0 && optionValue === negativeOption.presetArg)) {
            return negativeOption;
          }
          return positiveOption || option2;
        };
        const getErrorMessage = (option2) => {
          const bestOption = findBestOptionFromValue(option2);
          const optionKey = bestOption.attributeName();
          const source = this.getOptionValueSource(optionKey);
          if (source === "env") {
            return `environment variable '${bestOption.envVar}'`;
          }
          return `option '${bestOption.flags}'`;
        };
        const message = `error: ${getErrorMessage(option)} cannot be used with ${getErrorMessage(conflictingOption)}`;
        this.error(message, { code: "commander.conflictingOption" });
      }
      /**
       * Unknown option `flag`.
       *
       * @param {string} flag
       * @private
       */
      unknownOption(flag2) {
        if (this._allowUnknownOption) return;
        let suggestion = "";
        if (flag2.startsWith("--") && this._showSuggestionAfterError) {
          let candidateFlags = [];
          let command = this;
          do {
            const moreFlags = command.createHelp().visibleOptions(command).filter((option) => option.long).map((option) => option.long);
            candidateFlags = candidateFlags.concat(moreFlags);
            command = command.parent;
          } while (command && !command._enablePositionalOptions);
          suggestion = suggestSimilar(flag2, candidateFlags);
        }
        const message = `error: unknown option '${flag2}'${suggestion}`;
        this.error(message, { code: "commander.unknownOption" });
      }
      /**
       * Excess arguments, more than expected.
       *
       * @param {string[]} receivedArgs
       * @private
       */
      _excessArguments(receivedArgs) {
        if (this._allowExcessArguments) return;
        const expected = this.registeredArguments.length;
        const s = expected === 1 ? "" : "s";
        const forSubcommand = this.parent ? ` for '${this.name()}'` : "";
        const message = `error: too many arguments${forSubcommand}. Expected ${expected} argument${s} but got ${receivedArgs.length}.`;
        this.error(message, { code: "commander.excessArguments" });
      }
      /**
       * Unknown command.
       *
       * @private
       */
      unknownCommand() {
        const unknownName = this.args[0];
        let suggestion = "";
        if (this._showSuggestionAfterError) {
          const candidateNames = [];
          this.createHelp().visibleCommands(this).forEach((command) => {
            candidateNames.push(command.name());
            if (command.alias()) candidateNames.push(command.alias());
          });
          suggestion = suggestSimilar(unknownName, candidateNames);
        }
        const message = `error: unknown command '${unknownName}'${suggestion}`;
        this.error(message, { code: "commander.unknownCommand" });
      }
      /**
       * Get or set the program version.
       *
       * This method auto-registers the "-V, --version" option which will print the version number.
       *
       * You can optionally supply the flags and description to override the defaults.
       *
       * @param {string} [str]
       * @param {string} [flags]
       * @param {string} [description]
       * @return {(this | string | undefined)} `this` command for chaining, or version string if no arguments
       */
      version(str, flags, description2) {
        if (str === void 0) return this._version;
        this._version = str;
        flags = flags || "-V, --version";
        description2 = description2 || "output the version number";
        const versionOption = this.createOption(flags, description2);
        this._versionOptionName = versionOption.attributeName();
        this._registerOption(versionOption);
        this.on("option:" + versionOption.name(), () => {
          this._outputConfiguration.writeOut(`${str}
`);
          this._exit(0, "commander.version", str);
        });
        return this;
      }
      /**
       * Set the description.
       *
       * @param {string} [str]
       * @param {object} [argsDescription]
       * @return {(string|Command)}
       */
      description(str, argsDescription) {
        if (str === void 0 && argsDescription === void 0)
          return this._description;
        this._description = str;
        if (argsDescription) {
          this._argsDescription = argsDescription;
        }
        return this;
      }
      /**
       * Set the summary. Used when listed as subcommand of parent.
       *
       * @param {string} [str]
       * @return {(string|Command)}
       */
      summary(str) {
        if (str === void 0) return this._summary;
        this._summary = str;
        return this;
      }
      /**
       * Set an alias for the command.
       *
       * You may call more than once to add multiple aliases. Only the first alias is shown in the auto-generated help.
       *
       * @param {string} [alias]
       * @return {(string|Command)}
       */
      alias(alias) {
        if (alias === void 0) return this._aliases[0];
        let command = this;
        if (this.commands.length !== 0 && this.commands[this.commands.length - 1]._executableHandler) {
          command = this.commands[this.commands.length - 1];
        }
        if (alias === command._name)
          throw new Error("Command alias can't be the same as its name");
        const matchingCommand = this.parent?._findCommand(alias);
        if (matchingCommand) {
          const existingCmd = [matchingCommand.name()].concat(matchingCommand.aliases()).join("|");
          throw new Error(
            `cannot add alias '${alias}' to command '${this.name()}' as already have command '${existingCmd}'`
          );
        }
        command._aliases.push(alias);
        return this;
      }
      /**
       * Set aliases for the command.
       *
       * Only the first alias is shown in the auto-generated help.
       *
       * @param {string[]} [aliases]
       * @return {(string[]|Command)}
       */
      aliases(aliases) {
        if (aliases === void 0) return this._aliases;
        aliases.forEach((alias) => this.alias(alias));
        return this;
      }
      /**
       * Set / get the command usage `str`.
       *
       * @param {string} [str]
       * @return {(string|Command)}
       */
      usage(str) {
        if (str === void 0) {
          if (this._usage) return this._usage;
          const args = this.registeredArguments.map((arg) => {
            return humanReadableArgName(arg);
          });
          return [].concat(
            this.options.length || this._helpOption !== null ? "[options]" : [],
            this.commands.length ? "[command]" : [],
            this.registeredArguments.length ? args : []
          ).join(" ");
        }
        this._usage = str;
        return this;
      }
      /**
       * Get or set the name of the command.
       *
       * @param {string} [str]
       * @return {(string|Command)}
       */
      name(str) {
        if (str === void 0) return this._name;
        this._name = str;
        return this;
      }
      /**
       * Set/get the help group heading for this subcommand in parent command's help.
       *
       * @param {string} [heading]
       * @return {Command | string}
       */
      helpGroup(heading) {
        if (heading === void 0) return this._helpGroupHeading ?? "";
        this._helpGroupHeading = heading;
        return this;
      }
      /**
       * Set/get the default help group heading for subcommands added to this command.
       * (This does not override a group set directly on the subcommand using .helpGroup().)
       *
       * @example
       * program.commandsGroup('Development Commands:);
       * program.command('watch')...
       * program.command('lint')...
       * ...
       *
       * @param {string} [heading]
       * @returns {Command | string}
       */
      commandsGroup(heading) {
        if (heading === void 0) return this._defaultCommandGroup ?? "";
        this._defaultCommandGroup = heading;
        return this;
      }
      /**
       * Set/get the default help group heading for options added to this command.
       * (This does not override a group set directly on the option using .helpGroup().)
       *
       * @example
       * program
       *   .optionsGroup('Development Options:')
       *   .option('-d, --debug', 'output extra debugging')
       *   .option('-p, --profile', 'output profiling information')
       *
       * @param {string} [heading]
       * @returns {Command | string}
       */
      optionsGroup(heading) {
        if (heading === void 0) return this._defaultOptionGroup ?? "";
        this._defaultOptionGroup = heading;
        return this;
      }
      /**
       * @param {Option} option
       * @private
       */
      _initOptionGroup(option) {
        if (this._defaultOptionGroup && !option.helpGroupHeading)
          option.helpGroup(this._defaultOptionGroup);
      }
      /**
       * @param {Command} cmd
       * @private
       */
      _initCommandGroup(cmd) {
        if (this._defaultCommandGroup && !cmd.helpGroup())
          cmd.helpGroup(this._defaultCommandGroup);
      }
      /**
       * Set the name of the command from script filename, such as process.argv[1],
       * or require.main.filename, or __filename.
       *
       * (Used internally and public although not documented in README.)
       *
       * @example
       * program.nameFromFilename(require.main.filename);
       *
       * @param {string} filename
       * @return {Command}
       */
      nameFromFilename(filename) {
        this._name = path.basename(filename, path.extname(filename));
        return this;
      }
      /**
       * Get or set the directory for searching for executable subcommands of this command.
       *
       * @example
       * program.executableDir(__dirname);
       * // or
       * program.executableDir('subcommands');
       *
       * @param {string} [path]
       * @return {(string|null|Command)}
       */
      executableDir(path2) {
        if (path2 === void 0) return this._executableDir;
        this._executableDir = path2;
        return this;
      }
      /**
       * Return program help documentation.
       *
       * @param {{ error: boolean }} [contextOptions] - pass {error:true} to wrap for stderr instead of stdout
       * @return {string}
       */
      helpInformation(contextOptions) {
        const helper = this.createHelp();
        const context = this._getOutputContext(contextOptions);
        helper.prepareContext({
          error: context.error,
          helpWidth: context.helpWidth,
          outputHasColors: context.hasColors
        });
        const text2 = helper.formatHelp(this, helper);
        if (context.hasColors) return text2;
        return this._outputConfiguration.stripColor(text2);
      }
      /**
       * @typedef HelpContext
       * @type {object}
       * @property {boolean} error
       * @property {number} helpWidth
       * @property {boolean} hasColors
       * @property {function} write - includes stripColor if needed
       *
       * @returns {HelpContext}
       * @private
       */
      _getOutputContext(contextOptions) {
        contextOptions = contextOptions || {};
        const error = !!contextOptions.error;
        let baseWrite;
        let hasColors;
        let helpWidth;
        if (error) {
          baseWrite = (str) => this._outputConfiguration.writeErr(str);
          hasColors = this._outputConfiguration.getErrHasColors();
          helpWidth = this._outputConfiguration.getErrHelpWidth();
        } else {
          baseWrite = (str) => this._outputConfiguration.writeOut(str);
          hasColors = this._outputConfiguration.getOutHasColors();
          helpWidth = this._outputConfiguration.getOutHelpWidth();
        }
        const write2 = (str) => {
          if (!hasColors) str = this._outputConfiguration.stripColor(str);
          return baseWrite(str);
        };
        return { error, write: write2, hasColors, helpWidth };
      }
      /**
       * Output help information for this command.
       *
       * Outputs built-in help, and custom text added using `.addHelpText()`.
       *
       * @param {{ error: boolean } | Function} [contextOptions] - pass {error:true} to write to stderr instead of stdout
       */
      outputHelp(contextOptions) {
        let deprecatedCallback;
        if (typeof contextOptions === "function") {
          deprecatedCallback = contextOptions;
          contextOptions = void 0;
        }
        const outputContext = this._getOutputContext(contextOptions);
        const eventContext = {
          error: outputContext.error,
          write: outputContext.write,
          command: this
        };
        this._getCommandAndAncestors().reverse().forEach((command) => command.emit("beforeAllHelp", eventContext));
        this.emit("beforeHelp", eventContext);
        let helpInformation = this.helpInformation({ error: outputContext.error });
        if (deprecatedCallback) {
          helpInformation = deprecatedCallback(helpInformation);
          if (typeof helpInformation !== "string" && !Buffer.isBuffer(helpInformation)) {
            throw new Error("outputHelp callback must return a string or a Buffer");
          }
        }
        outputContext.write(helpInformation);
        if (this._getHelpOption()?.long) {
          this.emit(this._getHelpOption().long);
        }
        this.emit("afterHelp", eventContext);
        this._getCommandAndAncestors().forEach(
          (command) => command.emit("afterAllHelp", eventContext)
        );
      }
      /**
       * You can pass in flags and a description to customise the built-in help option.
       * Pass in false to disable the built-in help option.
       *
       * @example
       * program.helpOption('-?, --help' 'show help'); // customise
       * program.helpOption(false); // disable
       *
       * @param {(string | boolean)} flags
       * @param {string} [description]
       * @return {Command} `this` command for chaining
       */
      helpOption(flags, description2) {
        if (typeof flags === "boolean") {
          if (flags) {
            if (this._helpOption === null) this._helpOption = void 0;
            if (this._defaultOptionGroup) {
              this._initOptionGroup(this._getHelpOption());
            }
          } else {
            this._helpOption = null;
          }
          return this;
        }
        this._helpOption = this.createOption(
          flags ?? "-h, --help",
          description2 ?? "display help for command"
        );
        if (flags || description2) this._initOptionGroup(this._helpOption);
        return this;
      }
      /**
       * Lazy create help option.
       * Returns null if has been disabled with .helpOption(false).
       *
       * @returns {(Option | null)} the help option
       * @package
       */
      _getHelpOption() {
        if (this._helpOption === void 0) {
          this.helpOption(void 0, void 0);
        }
        return this._helpOption;
      }
      /**
       * Supply your own option to use for the built-in help option.
       * This is an alternative to using helpOption() to customise the flags and description etc.
       *
       * @param {Option} option
       * @return {Command} `this` command for chaining
       */
      addHelpOption(option) {
        this._helpOption = option;
        this._initOptionGroup(option);
        return this;
      }
      /**
       * Output help information and exit.
       *
       * Outputs built-in help, and custom text added using `.addHelpText()`.
       *
       * @param {{ error: boolean }} [contextOptions] - pass {error:true} to write to stderr instead of stdout
       */
      help(contextOptions) {
        this.outputHelp(contextOptions);
        let exitCode = Number(process2.exitCode ?? 0);
        if (exitCode === 0 && contextOptions && typeof contextOptions !== "function" && contextOptions.error) {
          exitCode = 1;
        }
        this._exit(exitCode, "commander.help", "(outputHelp)");
      }
      /**
       * // Do a little typing to coordinate emit and listener for the help text events.
       * @typedef HelpTextEventContext
       * @type {object}
       * @property {boolean} error
       * @property {Command} command
       * @property {function} write
       */
      /**
       * Add additional text to be displayed with the built-in help.
       *
       * Position is 'before' or 'after' to affect just this command,
       * and 'beforeAll' or 'afterAll' to affect this command and all its subcommands.
       *
       * @param {string} position - before or after built-in help
       * @param {(string | Function)} text - string to add, or a function returning a string
       * @return {Command} `this` command for chaining
       */
      addHelpText(position, text2) {
        const allowedValues = ["beforeAll", "before", "after", "afterAll"];
        if (!allowedValues.includes(position)) {
          throw new Error(`Unexpected value for position to addHelpText.
Expecting one of '${allowedValues.join("', '")}'`);
        }
        const helpEvent = `${position}Help`;
        this.on(helpEvent, (context) => {
          let helpStr;
          if (typeof text2 === "function") {
            helpStr = text2({ error: context.error, command: context.command });
          } else {
            helpStr = text2;
          }
          if (helpStr) {
            context.write(`${helpStr}
`);
          }
        });
        return this;
      }
      /**
       * Output help information if help flags specified
       *
       * @param {Array} args - array of options to search for help flags
       * @private
       */
      _outputHelpIfRequested(args) {
        const helpOption = this._getHelpOption();
        const helpRequested = helpOption && args.find((arg) => helpOption.is(arg));
        if (helpRequested) {
          this.outputHelp();
          this._exit(0, "commander.helpDisplayed", "(outputHelp)");
        }
      }
    };
    function incrementNodeInspectorPort(args) {
      return args.map((arg) => {
        if (!arg.startsWith("--inspect")) {
          return arg;
        }
        let debugOption;
        let debugHost = "127.0.0.1";
        let debugPort = "9229";
        let match;
        if ((match = arg.match(/^(--inspect(-brk)?)$/)) !== null) {
          debugOption = match[1];
        } else if ((match = arg.match(/^(--inspect(-brk|-port)?)=([^:]+)$/)) !== null) {
          debugOption = match[1];
          if (/^\d+$/.test(match[3])) {
            debugPort = match[3];
          } else {
            debugHost = match[3];
          }
        } else if ((match = arg.match(/^(--inspect(-brk|-port)?)=([^:]+):(\d+)$/)) !== null) {
          debugOption = match[1];
          debugHost = match[3];
          debugPort = match[4];
        }
        if (debugOption && debugPort !== "0") {
          return `${debugOption}=${debugHost}:${parseInt(debugPort) + 1}`;
        }
        return arg;
      });
    }
    function useColor() {
      if (process2.env.NO_COLOR || process2.env.FORCE_COLOR === "0" || process2.env.FORCE_COLOR === "false")
        return false;
      if (process2.env.FORCE_COLOR || process2.env.CLICOLOR_FORCE !== void 0)
        return true;
      return void 0;
    }
    exports.Command = Command2;
    exports.useColor = useColor;
  }
});

// node_modules/commander/index.js
var require_commander = __commonJS({
  "node_modules/commander/index.js"(exports) {
    var { Argument: Argument2 } = require_argument();
    var { Command: Command2 } = require_command();
    var { CommanderError: CommanderError2, InvalidArgumentError: InvalidArgumentError2 } = require_error();
    var { Help: Help2 } = require_help();
    var { Option: Option2 } = require_option();
    exports.program = new Command2();
    exports.createCommand = (name) => new Command2(name);
    exports.createOption = (flags, description2) => new Option2(flags, description2);
    exports.createArgument = (name, description2) => new Argument2(name, description2);
    exports.Command = Command2;
    exports.Option = Option2;
    exports.Argument = Argument2;
    exports.Help = Help2;
    exports.CommanderError = CommanderError2;
    exports.InvalidArgumentError = InvalidArgumentError2;
    exports.InvalidOptionArgumentError = InvalidArgumentError2;
  }
});

// bindings/core/node.ts
function isNode() {
  return typeof process === "object" && typeof process.versions?.node === "string";
}
async function nodeModule(name) {
  const specifier = ["node", name].join(":");
  return await import(
    /* @vite-ignore */
    /* webpackIgnore: true */
    specifier
  );
}

// bindings/workers/handle.ts
function once({ message, died }) {
  let over = false;
  return {
    message: (data) => {
      if (!over) message(data);
    },
    died: (reason3) => {
      if (!over) {
        over = true;
        died(reason3);
      }
    },
    stop: () => {
      over = true;
    }
  };
}
async function startThread(url, events) {
  const { Worker: Thread } = await nodeModule("worker_threads");
  const { message, died, stop } = once(events);
  const thread = new Thread(url, { execArgv: [] });
  thread.on("message", message);
  thread.on("messageerror", (error) => died(error.message));
  thread.on("error", (error) => died(error instanceof Error ? error.message : String(error)));
  thread.on("exit", (code) => died(`it ended with code ${code}`));
  return {
    post: (data) => thread.postMessage(data),
    terminate: () => {
      stop();
      void thread.terminate();
    }
  };
}
function wrapWebWorker(worker, events) {
  const { message, died, stop } = once(events);
  worker.addEventListener("message", ({ data }) => message(data));
  worker.addEventListener("messageerror", () => died("a message could not be read"));
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    died(event.message || "its file could not be loaded");
  });
  return {
    post: (data) => worker.postMessage(data),
    terminate: () => {
      stop();
      worker.terminate();
    }
  };
}

// bindings/core/here.ts
var here = import.meta.url;
var platform = {
  wasm: () => new URL("./isabc.wasm", import.meta.url),
  startWorker: async (events) => {
    if (isNode()) return startThread(new URL("./worker.js", here), events);
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    return wrapWebWorker(worker, events);
  }
};

// node_modules/@assemblyscript/loader/index.js
var ID_OFFSET = -8;
var SIZE_OFFSET = -4;
var ARRAYBUFFER_ID = 1;
var STRING_ID = 2;
var ARRAYBUFFERVIEW = 1 << 0;
var ARRAY = 1 << 1;
var STATICARRAY = 1 << 2;
var VAL_ALIGN_OFFSET = 6;
var VAL_SIGNED = 1 << 11;
var VAL_FLOAT = 1 << 12;
var VAL_MANAGED = 1 << 14;
var ARRAYBUFFERVIEW_BUFFER_OFFSET = 0;
var ARRAYBUFFERVIEW_DATASTART_OFFSET = 4;
var ARRAYBUFFERVIEW_BYTELENGTH_OFFSET = 8;
var ARRAYBUFFERVIEW_SIZE = 12;
var ARRAY_LENGTH_OFFSET = 12;
var ARRAY_SIZE = 16;
var E_NO_EXPORT_TABLE = "Operation requires compiling with --exportTable";
var E_NO_EXPORT_RUNTIME = "Operation requires compiling with --exportRuntime";
var F_NO_EXPORT_RUNTIME = () => {
  throw Error(E_NO_EXPORT_RUNTIME);
};
var BIGINT = typeof BigUint64Array !== "undefined";
var THIS = /* @__PURE__ */ Symbol();
var STRING_SMALLSIZE = 192;
var STRING_CHUNKSIZE = 1024;
var utf16 = new TextDecoder("utf-16le", { fatal: true });
Object.hasOwn = Object.hasOwn || function(obj, prop) {
  return Object.prototype.hasOwnProperty.call(obj, prop);
};
function getStringImpl(buffer, ptr) {
  let len = new Uint32Array(buffer)[ptr + SIZE_OFFSET >>> 2] >>> 1;
  const wtf16 = new Uint16Array(buffer, ptr, len);
  if (len <= STRING_SMALLSIZE) return String.fromCharCode(...wtf16);
  try {
    return utf16.decode(wtf16);
  } catch {
    let str = "", off = 0;
    while (len - off > STRING_CHUNKSIZE) {
      str += String.fromCharCode(...wtf16.subarray(off, off += STRING_CHUNKSIZE));
    }
    return str + String.fromCharCode(...wtf16.subarray(off));
  }
}
function preInstantiate(imports) {
  const extendedExports = {};
  function getString(memory, ptr) {
    if (!memory) return "<yet unknown>";
    return getStringImpl(memory.buffer, ptr);
  }
  const env = imports.env = imports.env || {};
  env.abort = env.abort || function abort(msg, file, line, colm) {
    const memory = extendedExports.memory || env.memory;
    throw Error(`abort: ${getString(memory, msg)} at ${getString(memory, file)}:${line}:${colm}`);
  };
  env.trace = env.trace || function trace2(msg, n, ...args) {
    const memory = extendedExports.memory || env.memory;
    console.log(`trace: ${getString(memory, msg)}${n ? " " : ""}${args.slice(0, n).join(", ")}`);
  };
  env.seed = env.seed || Date.now;
  imports.Math = imports.Math || Math;
  imports.Date = imports.Date || Date;
  return extendedExports;
}
function postInstantiate(extendedExports, instance) {
  const exports = instance.exports;
  const memory = exports.memory;
  const table2 = exports.table;
  const __new = exports.__new || F_NO_EXPORT_RUNTIME;
  const __pin = exports.__pin || F_NO_EXPORT_RUNTIME;
  const __unpin = exports.__unpin || F_NO_EXPORT_RUNTIME;
  const __collect = exports.__collect || F_NO_EXPORT_RUNTIME;
  const __rtti_base = exports.__rtti_base;
  const getTypeinfoCount = __rtti_base ? (arr) => arr[__rtti_base >>> 2] : F_NO_EXPORT_RUNTIME;
  extendedExports.__new = __new;
  extendedExports.__pin = __pin;
  extendedExports.__unpin = __unpin;
  extendedExports.__collect = __collect;
  function getTypeinfo(id) {
    const U32 = new Uint32Array(memory.buffer);
    if ((id >>>= 0) >= getTypeinfoCount(U32)) throw Error(`invalid id: ${id}`);
    return U32[(__rtti_base + 4 >>> 2) + id];
  }
  function getArrayInfo(id) {
    const info = getTypeinfo(id);
    if (!(info & (ARRAYBUFFERVIEW | ARRAY | STATICARRAY))) throw Error(`not an array: ${id}, flags=${info}`);
    return info;
  }
  function getValueAlign(info) {
    return 31 - Math.clz32(info >>> VAL_ALIGN_OFFSET & 31);
  }
  function __newString(str) {
    if (str == null) return 0;
    const length2 = str.length;
    const ptr = __new(length2 << 1, STRING_ID);
    const U16 = new Uint16Array(memory.buffer);
    for (let i2 = 0, p = ptr >>> 1; i2 < length2; ++i2) U16[p + i2] = str.charCodeAt(i2);
    return ptr;
  }
  extendedExports.__newString = __newString;
  function __newArrayBuffer(buf) {
    if (buf == null) return 0;
    const bufview = new Uint8Array(buf);
    const ptr = __new(bufview.length, ARRAYBUFFER_ID);
    const U8 = new Uint8Array(memory.buffer);
    U8.set(bufview, ptr);
    return ptr;
  }
  extendedExports.__newArrayBuffer = __newArrayBuffer;
  function __getString(ptr) {
    if (!ptr) return null;
    const buffer = memory.buffer;
    const id = new Uint32Array(buffer)[ptr + ID_OFFSET >>> 2];
    if (id !== STRING_ID) throw Error(`not a string: ${ptr}`);
    return getStringImpl(buffer, ptr);
  }
  extendedExports.__getString = __getString;
  function getView(alignLog2, signed, float) {
    const buffer = memory.buffer;
    if (float) {
      switch (alignLog2) {
        case 2:
          return new Float32Array(buffer);
        case 3:
          return new Float64Array(buffer);
      }
    } else {
      switch (alignLog2) {
        case 0:
          return new (signed ? Int8Array : Uint8Array)(buffer);
        case 1:
          return new (signed ? Int16Array : Uint16Array)(buffer);
        case 2:
          return new (signed ? Int32Array : Uint32Array)(buffer);
        case 3:
          return new (signed ? BigInt64Array : BigUint64Array)(buffer);
      }
    }
    throw Error(`unsupported align: ${alignLog2}`);
  }
  function __newArray(id, valuesOrCapacity = 0) {
    const input = valuesOrCapacity;
    const info = getArrayInfo(id);
    const align3 = getValueAlign(info);
    const isArrayLike = typeof input !== "number";
    const length2 = isArrayLike ? input.length : input;
    const buf = __new(length2 << align3, info & STATICARRAY ? id : ARRAYBUFFER_ID);
    let result2;
    if (info & STATICARRAY) {
      result2 = buf;
    } else {
      __pin(buf);
      const arr = __new(info & ARRAY ? ARRAY_SIZE : ARRAYBUFFERVIEW_SIZE, id);
      __unpin(buf);
      const U32 = new Uint32Array(memory.buffer);
      U32[arr + ARRAYBUFFERVIEW_BUFFER_OFFSET >>> 2] = buf;
      U32[arr + ARRAYBUFFERVIEW_DATASTART_OFFSET >>> 2] = buf;
      U32[arr + ARRAYBUFFERVIEW_BYTELENGTH_OFFSET >>> 2] = length2 << align3;
      if (info & ARRAY) U32[arr + ARRAY_LENGTH_OFFSET >>> 2] = length2;
      result2 = arr;
    }
    if (isArrayLike) {
      const view = getView(align3, info & VAL_SIGNED, info & VAL_FLOAT);
      const start = buf >>> align3;
      if (info & VAL_MANAGED) {
        for (let i2 = 0; i2 < length2; ++i2) {
          view[start + i2] = input[i2];
        }
      } else {
        view.set(input, start);
      }
    }
    return result2;
  }
  extendedExports.__newArray = __newArray;
  function __getArrayView(arr) {
    const U32 = new Uint32Array(memory.buffer);
    const id = U32[arr + ID_OFFSET >>> 2];
    const info = getArrayInfo(id);
    const align3 = getValueAlign(info);
    let buf = info & STATICARRAY ? arr : U32[arr + ARRAYBUFFERVIEW_DATASTART_OFFSET >>> 2];
    const length2 = info & ARRAY ? U32[arr + ARRAY_LENGTH_OFFSET >>> 2] : U32[buf + SIZE_OFFSET >>> 2] >>> align3;
    return getView(align3, info & VAL_SIGNED, info & VAL_FLOAT).subarray(buf >>>= align3, buf + length2);
  }
  extendedExports.__getArrayView = __getArrayView;
  function __getArray(arr) {
    const input = __getArrayView(arr);
    const len = input.length;
    const out = new Array(len);
    for (let i2 = 0; i2 < len; i2++) out[i2] = input[i2];
    return out;
  }
  extendedExports.__getArray = __getArray;
  function __getArrayBuffer(ptr) {
    const buffer = memory.buffer;
    const length2 = new Uint32Array(buffer)[ptr + SIZE_OFFSET >>> 2];
    return buffer.slice(ptr, ptr + length2);
  }
  extendedExports.__getArrayBuffer = __getArrayBuffer;
  function __getFunction(ptr) {
    if (!table2) throw Error(E_NO_EXPORT_TABLE);
    const index = new Uint32Array(memory.buffer)[ptr >>> 2];
    return table2.get(index);
  }
  extendedExports.__getFunction = __getFunction;
  function getTypedArray(Type, alignLog2, ptr) {
    return new Type(getTypedArrayView(Type, alignLog2, ptr));
  }
  function getTypedArrayView(Type, alignLog2, ptr) {
    const buffer = memory.buffer;
    const U32 = new Uint32Array(buffer);
    return new Type(
      buffer,
      U32[ptr + ARRAYBUFFERVIEW_DATASTART_OFFSET >>> 2],
      U32[ptr + ARRAYBUFFERVIEW_BYTELENGTH_OFFSET >>> 2] >>> alignLog2
    );
  }
  function attachTypedArrayFunctions(ctor, name, align3) {
    extendedExports[`__get${name}`] = getTypedArray.bind(null, ctor, align3);
    extendedExports[`__get${name}View`] = getTypedArrayView.bind(null, ctor, align3);
  }
  [
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array
  ].forEach((ctor) => {
    attachTypedArrayFunctions(ctor, ctor.name, 31 - Math.clz32(ctor.BYTES_PER_ELEMENT));
  });
  if (BIGINT) {
    [BigUint64Array, BigInt64Array].forEach((ctor) => {
      attachTypedArrayFunctions(ctor, ctor.name.slice(3), 3);
    });
  }
  extendedExports.memory = extendedExports.memory || memory;
  extendedExports.table = extendedExports.table || table2;
  return demangle(exports, extendedExports);
}
function isModule(src) {
  return src instanceof WebAssembly.Module;
}
function instantiateSync(source, imports = {}) {
  const module = isModule(source) ? source : new WebAssembly.Module(source);
  const extended = preInstantiate(imports);
  const instance = new WebAssembly.Instance(module, imports);
  const exports = postInstantiate(extended, instance);
  return { module, instance, exports };
}
function demangle(exports, extendedExports = {}) {
  const setArgumentsLength = exports["__argumentsLength"] ? (length2) => {
    exports["__argumentsLength"].value = length2;
  } : exports["__setArgumentsLength"] || exports["__setargc"] || (() => {
  });
  for (let internalName of Object.keys(exports)) {
    const elem = exports[internalName];
    let parts = internalName.split(".");
    let curr = extendedExports;
    while (parts.length > 1) {
      let part2 = parts.shift();
      if (!Object.hasOwn(curr, part2)) curr[part2] = {};
      curr = curr[part2];
    }
    let name = parts[0];
    let hash = name.indexOf("#");
    if (hash >= 0) {
      const className = name.substring(0, hash);
      const classElem = curr[className];
      if (typeof classElem === "undefined" || !classElem.prototype) {
        const ctor = function(...args) {
          return ctor.wrap(ctor.prototype.constructor(0, ...args));
        };
        ctor.prototype = {
          valueOf() {
            return this[THIS];
          }
        };
        ctor.wrap = function(thisValue) {
          return Object.create(ctor.prototype, { [THIS]: { value: thisValue, writable: false } });
        };
        if (classElem) Object.getOwnPropertyNames(classElem).forEach(
          (name2) => Object.defineProperty(ctor, name2, Object.getOwnPropertyDescriptor(classElem, name2))
        );
        curr[className] = ctor;
      }
      name = name.substring(hash + 1);
      curr = curr[className].prototype;
      if (/^(get|set):/.test(name)) {
        if (!Object.hasOwn(curr, name = name.substring(4))) {
          let getter = exports[internalName.replace("set:", "get:")];
          let setter = exports[internalName.replace("get:", "set:")];
          Object.defineProperty(curr, name, {
            get() {
              return getter(this[THIS]);
            },
            set(value2) {
              setter(this[THIS], value2);
            },
            enumerable: true
          });
        }
      } else {
        if (name === "constructor") {
          (curr[name] = function(...args) {
            setArgumentsLength(args.length);
            return elem(...args);
          }).original = elem;
        } else {
          (curr[name] = function(...args) {
            setArgumentsLength(args.length);
            return elem(this[THIS], ...args);
          }).original = elem;
        }
      }
    } else {
      if (/^(get|set):/.test(name)) {
        if (!Object.hasOwn(curr, name = name.substring(4))) {
          Object.defineProperty(curr, name, {
            get: exports[internalName.replace("set:", "get:")],
            set: exports[internalName.replace("get:", "set:")],
            enumerable: true
          });
        }
      } else if (typeof elem === "function" && elem !== setArgumentsLength) {
        (curr[name] = (...args) => {
          setArgumentsLength(args.length);
          return elem(...args);
        }).original = elem;
      } else {
        curr[name] = elem;
      }
    }
  }
  return extendedExports;
}

// bindings/types.ts
var fidelities = ["printed", "decoupled", "coupled"];
var signals = ["reused", "superposed"];
var objectives = ["sum", "delay", "angle", "position"];
var boundOf = {
  sum: "total",
  delay: "delay",
  angle: "angle",
  position: "position"
};
var signalParts = ["both", "communication", "sensing"];

// bindings/core/input-block.ts
var pulses = ["cosine", "sinc", "ramp"];
var inputHead = 21;
function samplesOf({ pulse: pulse2 }) {
  return typeof pulse2 === "object" ? pulse2.samples : [];
}
function inputLength(scenario2) {
  return inputHead + 3 * scenario2.devices.length + samplesOf(scenario2).length;
}
function writeHead(block, offset, scene2) {
  const { transmitter, receiver, pulse: pulse2, pathLoss } = scene2;
  let i2 = offset;
  for (const array3 of [transmitter, receiver]) {
    block[i2++] = array3.position[0];
    block[i2++] = array3.position[1];
    block[i2++] = array3.antennas;
    block[i2++] = array3.spacing;
    block[i2++] = array3.orientation;
  }
  block[i2++] = typeof pulse2 === "object" ? 3 : pulses.indexOf(pulse2);
  block[i2++] = samplesOf(scene2).length;
  block[i2++] = scene2.symbolDuration;
  block[i2++] = scene2.symbolCount;
  block[i2++] = scene2.reflection;
  block[i2++] = pathLoss.referenceDb;
  block[i2++] = pathLoss.exponent;
  block[i2++] = scene2.powerDbm;
  block[i2++] = scene2.clutterDbm ?? NaN;
  block[i2++] = scene2.noiseDbm;
  block[i2] = signals.indexOf(scene2.signal);
}
function writeInput(block, offset, scenario2) {
  writeHead(block, offset, scenario2);
  let i2 = offset + inputHead;
  for (const { position, symbol: symbol2 } of scenario2.devices) {
    block[i2++] = position[0];
    block[i2++] = position[1];
    block[i2++] = symbol2;
  }
  block.set(samplesOf(scenario2), i2);
  return offset + inputLength(scenario2);
}

// bindings/core/batch.ts
var coreColumns = [
  "rateFloor",
  "status",
  "refusal",
  "named",
  "maxRate",
  "maxRateBound",
  "freeRate",
  "total",
  "delay",
  "angle",
  "position",
  "rate",
  "slope",
  "lowerBound",
  "gap",
  "lmi",
  "iterations",
  "rank",
  "gain"
];
var floorsOf = ({ fractions, rates }) => fractions ?? rates;
function taskLength(task) {
  return 5 + floorsOf(task).length;
}
function writeTask(block, task) {
  block[0] = fidelities.indexOf(task.fidelity);
  block[1] = objectives.indexOf(task.objective);
  block[2] = task.extremes ? 1 : 0;
  block[3] = task.fractions ? 1 : 0;
  block[4] = floorsOf(task).length;
  block.set(floorsOf(task), 5);
  return taskLength(task);
}
function batchLength(scenario2, floors2) {
  return 1 + inputLength(scenario2) + coreColumns.length * floors2;
}
function solveScenarios(wasm, scenarios, task) {
  const rows = scenarios.length * floorsOf(task).length;
  const input = scenarios.reduce((sum, scenario2) => sum + 1 + inputLength(scenario2), taskLength(task));
  const pointer = wasm.batchRoom(input + coreColumns.length * rows);
  const block = new Float64Array(wasm.memory.buffer, pointer, input);
  let end2 = writeTask(block, task);
  for (const scenario2 of scenarios) {
    block[end2] = scenario2.devices.length;
    end2 = writeInput(block, end2 + 1, scenario2);
  }
  wasm.solveScenarios(pointer, scenarios.length, pointer + 8 * input);
  return {
    rows,
    values: new Float64Array(wasm.memory.buffer, pointer + 8 * input, coreColumns.length * rows)
  };
}
function solveDraws(wasm, task, size) {
  const { first, count: count3, devices, rowsPerDraw } = size;
  const rows = count3 * rowsPerDraw;
  const length2 = coreColumns.length * rows;
  const pointer = wasm.batchRoom(task.length + length2 + 3 * count3 * devices);
  new Float64Array(wasm.memory.buffer, pointer, task.length).set(task);
  const out = pointer + 8 * task.length;
  wasm.solveDraws(pointer, first, count3, out, out + 8 * length2);
  const { buffer } = wasm.memory;
  return {
    rows,
    values: new Float64Array(buffer, out, length2),
    placements: new Float64Array(buffer, out + 8 * length2, 3 * count3 * devices)
  };
}

// bindings/input/errors.ts
var InputError = class extends Error {
  name = "InputError";
  issues;
  constructor(issues) {
    super(["invalid input:", ...issues.map((issue) => "  " + describeIssue(issue))].join("\n"));
    this.issues = issues;
  }
};
function describeIssue({ path, value: value2, message }) {
  return value2 === void 0 ? `${path} is missing: ${message}` : `${path} = ${show(value2)}: ${message}`;
}
var shownLength = 80;
function show(value2) {
  const text2 = printable(literal(value2));
  return text2.length <= shownLength ? text2 : text2.slice(0, shownLength - 1) + "\u2026";
}
function literal(value2) {
  switch (typeof value2) {
    case "string":
      return JSON.stringify(value2.slice(0, shownLength + 1));
    case "number":
      return Object.is(value2, -0) ? "-0" : String(value2);
    case "bigint":
      return `${value2}n`;
    case "function":
      return "a function";
    case "object":
      return value2 === null ? "null" : structure(value2);
    default:
      return String(value2);
  }
}
function structure(value2, depth = 0) {
  if (depth > 6) return Array.isArray(value2) ? "[\u2026]" : "{\u2026}";
  const entries = [];
  let length2 = 0;
  for (const key of Object.keys(value2)) {
    const item = value2[key];
    const text2 = typeof item === "object" && item !== null ? structure(item, depth + 1) : literal(item);
    entries.push(Array.isArray(value2) ? text2 : `${JSON.stringify(key)}:${text2}`);
    length2 += entries[entries.length - 1].length;
    if (length2 > shownLength) break;
  }
  return Array.isArray(value2) ? `[${entries.join(",")}]` : `{${entries.join(",")}}`;
}
function printable(text2) {
  return text2.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
    return "\\u" + character.charCodeAt(0).toString(16).padStart(4, "0");
  });
}
function formatPath(keys) {
  let path = "";
  for (const key of keys) {
    if (typeof key === "number") path += `[${key}]`;
    else if (typeof key === "string" && /^[A-Za-z_$][\w$]*$/.test(key)) path += path === "" ? key : `.${key}`;
    else path += `[${show(key)}]`;
  }
  return path;
}

// node_modules/valibot/dist/index.mjs
var store$4;
var DEFAULT_CONFIG = {
  lang: void 0,
  message: void 0,
  abortEarly: void 0,
  abortPipeEarly: void 0
};
// @__NO_SIDE_EFFECTS__
function getGlobalConfig(config$1) {
  if (!config$1 && !store$4) return DEFAULT_CONFIG;
  return {
    lang: config$1?.lang ?? store$4?.lang,
    message: config$1?.message,
    abortEarly: config$1?.abortEarly ?? store$4?.abortEarly,
    abortPipeEarly: config$1?.abortPipeEarly ?? store$4?.abortPipeEarly
  };
}
var store$3;
// @__NO_SIDE_EFFECTS__
function getGlobalMessage(lang) {
  return store$3?.get(lang);
}
var store$2;
// @__NO_SIDE_EFFECTS__
function getSchemaMessage(lang) {
  return store$2?.get(lang);
}
var store$1;
// @__NO_SIDE_EFFECTS__
function getSpecificMessage(reference, lang) {
  return store$1?.get(reference)?.get(lang);
}
// @__NO_SIDE_EFFECTS__
function _stringify(input) {
  const type = typeof input;
  if (type === "string") return `"${input}"`;
  if (type === "number" || type === "bigint" || type === "boolean") return `${input}`;
  if (type === "object" || type === "function") return (input && Object.getPrototypeOf(input)?.constructor?.name) ?? "null";
  return type;
}
function _addIssue(context, label, dataset, config$1, other) {
  const input = other && "input" in other ? other.input : dataset.value;
  const expected = other?.expected ?? context.expects ?? null;
  const received = other?.received ?? /* @__PURE__ */ _stringify(input);
  const issue = {
    kind: context.kind,
    type: context.type,
    input,
    expected,
    received,
    message: `Invalid ${label}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received}`,
    requirement: context.requirement,
    path: other?.path,
    issues: other?.issues,
    lang: config$1.lang,
    abortEarly: config$1.abortEarly,
    abortPipeEarly: config$1.abortPipeEarly
  };
  const isSchema = context.kind === "schema";
  const message$1 = other?.message ?? context.message ?? /* @__PURE__ */ getSpecificMessage(context.reference, issue.lang) ?? (isSchema ? /* @__PURE__ */ getSchemaMessage(issue.lang) : null) ?? config$1.message ?? /* @__PURE__ */ getGlobalMessage(issue.lang);
  if (message$1 !== void 0) issue.message = typeof message$1 === "function" ? message$1(issue) : message$1;
  if (isSchema) dataset.typed = false;
  if (dataset.issues) dataset.issues.push(issue);
  else dataset.issues = [issue];
}
// @__NO_SIDE_EFFECTS__
function _isSameValueZero(value1, value2) {
  return value1 === value2 || Number.isNaN(value1) && Number.isNaN(value2);
}
function _standardSchema(schema) {
  schema["~standard"] = {
    version: 1,
    vendor: "valibot",
    validate: (value$1) => schema["~run"]({ value: value$1 }, /* @__PURE__ */ getGlobalConfig())
  };
  return schema;
}
var EMOJI_REGEX = new RegExp("^(?:[\\u{1F1E6}-\\u{1F1FF}]{2}|\\u{1F3F4}[\\u{E0061}-\\u{E007A}]{2}[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]{1,3}\\u{E007F}|(?:\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|(?![\\p{Emoji_Modifier_Base}\\u{1F1E6}-\\u{1F1FF}])\\p{Emoji_Presentation})(?:\\u200D(?:\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|(?![\\p{Emoji_Modifier_Base}\\u{1F1E6}-\\u{1F1FF}])\\p{Emoji_Presentation}))*)+$", "u");
// @__NO_SIDE_EFFECTS__
function rawCheck(action) {
  return {
    kind: "validation",
    type: "raw_check",
    reference: rawCheck,
    async: false,
    expects: null,
    "~run"(dataset, config$1) {
      action({
        dataset,
        config: config$1,
        addIssue: (info) => _addIssue(this, info?.label ?? "input", dataset, config$1, info)
      });
      return dataset;
    }
  };
}
var ABORT_EARLY_CONFIG = { abortEarly: true };
// @__NO_SIDE_EFFECTS__
function getFallback(schema, dataset, config$1) {
  return typeof schema.fallback === "function" ? schema.fallback(dataset, config$1) : schema.fallback;
}
// @__NO_SIDE_EFFECTS__
function getDefault(schema, dataset, config$1) {
  return typeof schema.default === "function" ? schema.default(dataset, config$1) : schema.default;
}
// @__NO_SIDE_EFFECTS__
function is(schema, input) {
  return !schema["~run"]({ value: input }, ABORT_EARLY_CONFIG).issues;
}
// @__NO_SIDE_EFFECTS__
function any() {
  return _standardSchema({
    kind: "schema",
    type: "any",
    reference: any,
    expects: "any",
    async: false,
    "~run"(dataset) {
      dataset.typed = true;
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function array(item, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "array",
    reference: array,
    expects: "Array",
    async: false,
    item,
    message: message$1,
    "~run"(dataset, config$1) {
      const input = dataset.value;
      if (Array.isArray(input)) {
        dataset.typed = true;
        dataset.value = [];
        for (let key = 0; key < input.length; key++) {
          const value$1 = input[key];
          const itemDataset = this.item["~run"]({ value: value$1 }, config$1);
          if (itemDataset.issues) {
            const pathItem = {
              type: "array",
              origin: "value",
              input,
              key,
              value: value$1
            };
            for (const issue of itemDataset.issues) {
              if (issue.path) issue.path.unshift(pathItem);
              else issue.path = [pathItem];
              dataset.issues?.push(issue);
            }
            if (!dataset.issues) dataset.issues = itemDataset.issues;
            if (config$1.abortEarly) {
              dataset.typed = false;
              break;
            }
          }
          if (!itemDataset.typed) dataset.typed = false;
          dataset.value.push(itemDataset.value);
        }
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function custom(check$1, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "custom",
    reference: custom,
    expects: "unknown",
    async: false,
    check: check$1,
    message: message$1,
    "~run"(dataset, config$1) {
      if (this.check(dataset.value)) dataset.typed = true;
      else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function lazy(getter) {
  return _standardSchema({
    kind: "schema",
    type: "lazy",
    reference: lazy,
    expects: "unknown",
    async: false,
    getter,
    "~run"(dataset, config$1) {
      return this.getter(dataset.value)["~run"](dataset, config$1);
    }
  });
}
// @__NO_SIDE_EFFECTS__
function literal2(literal_, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "literal",
    reference: literal2,
    expects: /* @__PURE__ */ _stringify(literal_),
    async: false,
    literal: literal_,
    message: message$1,
    "~run"(dataset, config$1) {
      if (/* @__PURE__ */ _isSameValueZero(dataset.value, this.literal)) dataset.typed = true;
      else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function never(message$1) {
  return _standardSchema({
    kind: "schema",
    type: "never",
    reference: never,
    expects: "never",
    async: false,
    message: message$1,
    "~run"(dataset, config$1) {
      _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function number(message$1) {
  return _standardSchema({
    kind: "schema",
    type: "number",
    reference: number,
    expects: "number",
    async: false,
    message: message$1,
    "~run"(dataset, config$1) {
      if (typeof dataset.value === "number" && !isNaN(dataset.value)) dataset.typed = true;
      else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function object(entries$1, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "object",
    reference: object,
    expects: "Object",
    async: false,
    entries: entries$1,
    message: message$1,
    "~run"(dataset, config$1) {
      const input = dataset.value;
      if (input && typeof input === "object") {
        dataset.typed = true;
        dataset.value = {};
        for (const key in this.entries) {
          const valueSchema = this.entries[key];
          if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
            const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
            const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
            if (valueDataset.issues) {
              const pathItem = {
                type: "object",
                origin: "value",
                input,
                key,
                value: value$1
              };
              for (const issue of valueDataset.issues) {
                if (issue.path) issue.path.unshift(pathItem);
                else issue.path = [pathItem];
                dataset.issues?.push(issue);
              }
              if (!dataset.issues) dataset.issues = valueDataset.issues;
              if (config$1.abortEarly) {
                dataset.typed = false;
                break;
              }
            }
            if (!valueDataset.typed) dataset.typed = false;
            dataset.value[key] = valueDataset.value;
          } else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
          else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
            _addIssue(this, "key", dataset, config$1, {
              input: void 0,
              expected: `"${key}"`,
              path: [{
                type: "object",
                origin: "key",
                input,
                key,
                value: input[key]
              }]
            });
            if (config$1.abortEarly) break;
          }
        }
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function optional(wrapped, default_) {
  return _standardSchema({
    kind: "schema",
    type: "optional",
    reference: optional,
    expects: `(${wrapped.expects} | undefined)`,
    async: false,
    wrapped,
    default: default_,
    "~run"(dataset, config$1) {
      if (dataset.value === void 0) {
        if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
        if (dataset.value === void 0) {
          dataset.typed = true;
          return dataset;
        }
      }
      return this.wrapped["~run"](dataset, config$1);
    }
  });
}
// @__NO_SIDE_EFFECTS__
function string(message$1) {
  return _standardSchema({
    kind: "schema",
    type: "string",
    reference: string,
    expects: "string",
    async: false,
    message: message$1,
    "~run"(dataset, config$1) {
      if (typeof dataset.value === "string") dataset.typed = true;
      else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function unknown() {
  return _standardSchema({
    kind: "schema",
    type: "unknown",
    reference: unknown,
    expects: "unknown",
    async: false,
    "~run"(dataset) {
      dataset.typed = true;
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function pipe(...pipe$1) {
  return _standardSchema({
    ...pipe$1[0],
    pipe: pipe$1,
    "~run"(dataset, config$1) {
      for (const item of pipe$1) if (item.kind !== "metadata") {
        if (dataset.issues && (item.kind === "schema" || item.kind === "transformation")) {
          dataset.typed = false;
          break;
        }
        if (!dataset.issues || !config$1.abortEarly && !config$1.abortPipeEarly) dataset = item["~run"](dataset, config$1);
      }
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function safeParse(schema, input, config$1) {
  const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
  return {
    typed: dataset.typed,
    success: !dataset.issues,
    output: dataset.value,
    issues: dataset.issues
  };
}

// bindings/input/rules.ts
function numberIn(range2) {
  const { min = -Infinity, above = -Infinity, max: max2 = Infinity, integer = false } = range2;
  const accepts = (value2) => typeof value2 === "number" && Number.isFinite(value2) && value2 >= min && value2 > above && value2 <= max2 && (!integer || Number.isInteger(value2));
  return custom(accepts, "must be " + describeRange(range2));
}
function describeRange({ min, above, max: max2, integer, unit }) {
  const noun = integer ? "an integer" : max2 === void 0 ? "a finite number" : "a number";
  let bounds3 = "";
  if (min !== void 0) bounds3 = max2 === void 0 ? ` \u2265 ${min}` : ` from ${min} to ${max2}`;
  else if (above !== void 0) bounds3 = ` > ${above}` + (max2 === void 0 ? "" : ` and \u2264 ${max2}`);
  else if (max2 !== void 0) bounds3 = ` \u2264 ${max2}`;
  return noun + bounds3 + (unit === void 0 ? "" : ` (${unit})`);
}
function oneOf(names2) {
  const list2 = names2.map((name) => JSON.stringify(name));
  const last2 = list2.pop();
  return custom(
    (value2) => names2.includes(value2),
    `must be ${list2.join(", ")} or ${last2}`
  );
}
var flag = custom((value2) => typeof value2 === "boolean", "must be true or false");
function strictObject(entries, allowed2) {
  const known2 = Object.keys(entries).join(", ");
  return objectOf((input) => {
    const unknown2 = Object.keys(input).filter((key) => !Object.hasOwn(entries, key));
    const refuse2 = unknown2.map((key) => [key, never(`unknown key; allowed are ${known2}`)]);
    return object(
      { ...entries, ...Object.fromEntries(refuse2) },
      (issue) => missing(entries, issue, allowed2)
    );
  }, allowed2);
}
function objectOf(schemaOf, allowed2) {
  const schema = lazy((input) => isObject(input) ? schemaOf(input) : never(allowed2));
  return Object.assign(schema, { message: allowed2 });
}
function missing(entries, issue, allowed2) {
  const key = issue.path?.at(-1)?.key;
  const schema = typeof key === "string" ? entries[key] : void 0;
  return schema === void 0 ? allowed2 : wording(schema, allowed2);
}
function wording(schema, fallback) {
  const parts = "pipe" in schema ? schema.pipe : [schema];
  const message = parts[0].message;
  return typeof message === "string" ? message : fallback;
}
function isObject(value2) {
  return typeof value2 === "object" && value2 !== null && !Array.isArray(value2);
}
function list(item, min, max2, allowed2) {
  const length2 = rawCheck(({ dataset, addIssue }) => {
    const value2 = dataset.value;
    if (Array.isArray(value2) && (value2.length < min || value2.length > max2)) addIssue({ message: allowed2 });
  });
  return pipe(array(item, allowed2), length2);
}
function longList(item, min, max2, allowed2) {
  return pipe(list(unknown(), min, max2, allowed2), array(item, allowed2));
}
function check(schema, input, root2, prefix = []) {
  const outcome = safeParse(schema, input);
  const issues = (outcome.issues ?? []).map((issue) => {
    const keys = [...prefix, ...(issue.path ?? []).map((item) => item.key)];
    return { path: formatPath(keys) || root2, value: issue.input, message: issue.message };
  });
  return { output: outcome.output, issues };
}
function parse(schema, input, root2) {
  const { output, issues } = check(schema, input, root2);
  if (issues.length > 0) throw new InputError(issues);
  return output;
}

// bindings/input/covariance.ts
var solverTolerance = 1e-6;
var toleranceText = "1e-6";
function checkCovariance(input, size, path = "covariance") {
  const shape = `must be ${size} rows of ${size} finite numbers (W), as the transmitter has ${size} antennas`;
  const row = list(numberIn({ unit: "W" }), size, size, `must be a row of ${size} finite numbers (W)`);
  const plane2 = list(row, size, size, shape);
  const matrix2 = strictObject(
    { re: plane2, im: plane2 },
    'must be {"re": [[\u2026]], "im": [[\u2026]]} in W, or a point of a result that was made with covariances'
  );
  const { output, issues } = check(matrix2, isPoint(input) ? input.covariance : input, path, path.split("."));
  return issues.length > 0 ? { output, issues, asymmetry: 0 } : hermitian(output, path);
}
var isPoint = (input) => isObject(input) && (Object.hasOwn(input, "covariance") || Object.hasOwn(input, "rateFloor"));
function hermitian({ re, im }, path) {
  let largest2 = 0;
  for (const row of [...re, ...im]) for (const entry of row) largest2 = Math.max(largest2, Math.abs(entry));
  let departure = 0;
  let worst = null;
  const compare2 = (plane2, i2, j, value2, other) => {
    if (!(Math.abs(value2 - other) > departure)) return;
    departure = Math.abs(value2 - other);
    const twin = i2 === j ? "0" : `${plane2 === "im" ? "\u2212" : ""}${plane2}[${j}][${i2}] = ${other}`;
    const message = `must be ${twin} to within ${toleranceText} of the largest entry: a covariance is Hermitian`;
    worst = { path: `${path}.${plane2}[${i2}][${j}]`, value: value2, message };
  };
  const output = { re: re.map((row) => [...row]), im: im.map((row) => [...row]) };
  for (let i2 = 0; i2 < re.length; i2++) {
    compare2("im", i2, i2, im[i2][i2], 0);
    output.im[i2][i2] = 0;
    for (let j = 0; j < i2; j++) {
      compare2("re", i2, j, re[i2][j], re[j][i2]);
      compare2("im", i2, j, im[i2][j], -im[j][i2]);
      output.re[i2][j] = output.re[j][i2] = mean(re[i2][j], re[j][i2]);
      output.im[i2][j] = mean(im[i2][j], -im[j][i2]);
      output.im[j][i2] = -output.im[i2][j];
    }
  }
  const asymmetry = largest2 > 0 ? departure / largest2 : 0;
  return { output, asymmetry, issues: worst !== null && asymmetry > solverTolerance ? [worst] : [] };
}
function mean(a, b) {
  return a === b ? a : 0.5 * a + 0.5 * b;
}

// bindings/core/design.ts
function negativity(spectra) {
  const largest2 = Math.max(0, ...spectra.map((spectrum) => spectrum.largest));
  let worst = 0;
  for (const { design, smallest } of spectra) {
    if (largest2 > 0 && smallest >= -solverTolerance * largest2) {
      worst = Math.max(worst, -smallest / largest2);
      continue;
    }
    const message = `must be positive semidefinite and not zero: this is its \u03BB_min (W), of which down to -${toleranceText} of \u03BB_max = ${largest2} W is taken for a solver's tolerance`;
    throw new InputError([{ path: design.path ?? "covariance", value: smallest, message }]);
  }
  return worst;
}
var DesignSession = class {
  #wasm;
  #antennas;
  /** One, or the two of a superposed signal; each a factor. */
  #parts;
  /** All of them side by side. */
  #factor;
  #columns;
  /** @throws InputError where a covariance is not positive semidefinite */
  constructor(wasm, antennas2, parts) {
    this.#wasm = wasm;
    this.#antennas = antennas2;
    const spectra = [];
    this.#parts = parts.map(
      (design) => "factor" in design ? design.factor : this.#factorOf(design, spectra)
    );
    negativity(spectra);
    const joined2 = sideBySide(this.#parts);
    this.#columns = joined2.re[0].length;
    this.#write(wasm.factorInput(this.#columns), joined2);
    this.#factor = wasm.beamformer();
  }
  #factorOf(design, spectra) {
    this.#write(this.#wasm.hermitianInput(), design.covariance);
    const [smallest, largest2] = this.#view(this.#wasm.spectrum(), 2);
    spectra.push({ design, smallest, largest: largest2 });
    const columns2 = this.#wasm.factorize();
    return this.#read(this.#wasm.beamformer(), this.#antennas, columns2);
  }
  #view(pointer, count3) {
    return new Float64Array(this.#wasm.memory.buffer, pointer, count3);
  }
  #write(pointer, { re, im }) {
    const flat = [...re.flat(), ...im.flat()];
    this.#view(pointer, flat.length).set(flat);
  }
  #read(pointer, rows, columns2) {
    const plane2 = (at) => {
      const flat = this.#view(at, rows * columns2);
      return Array.from(
        { length: rows },
        (_, i2) => Array.from(flat.subarray(i2 * columns2, (i2 + 1) * columns2))
      );
    };
    return { re: plane2(pointer), im: plane2(pointer + 8 * rows * columns2) };
  }
  /** W at angles in degrees from the transmitter's broadside. */
  beampattern(angles2) {
    const out = this.#map(angles2, angles2.length, this.#wasm.beampattern);
    return Array.from(out);
  }
  /** W at points x0, y0, x1, y1, …; NaN on the transmitter. */
  powerAt(points) {
    return this.#map(points, points.length / 2, this.#wasm.powerAt);
  }
  #map(input, count3, map) {
    const pointer = this.#wasm.room(input.length + count3);
    this.#view(pointer, input.length).set(input);
    const out = pointer + 8 * input.length;
    map(pointer, count3, out);
    return this.#view(out, count3).slice();
  }
  /** One for each of `devices` devices; null where its position is unobservable, or it is silent. */
  positionErrors(devices) {
    if (this.#columns === 0) return Array.from({ length: devices }, () => null);
    const numbers3 = this.#view(this.#wasm.positionErrors(), 6 * devices);
    return Array.from({ length: devices }, (_, i2) => {
      const [xx, xy, yy, major, minor, angle2] = numbers3.subarray(6 * i2, 6 * i2 + 6);
      if (![xx, xy, yy, major, minor, angle2].every(Number.isFinite)) return null;
      return { covariance: [[xx, xy], [xy, yy]], semiAxes: [major, minor], angle: angle2 };
    });
  }
  /** Beamformers of each part side by side, in the core; how many streams each part has. */
  #beamform() {
    const wasm = this.#wasm;
    if (this.#parts.length === 1) return [wasm.beamform()];
    const beams = this.#parts.map((part2) => {
      if (part2.re[0].length === 0) return part2;
      this.#write(wasm.factorInput(part2.re[0].length), part2);
      const rank = wasm.beamform();
      return this.#read(wasm.beamformer(), this.#antennas, rank);
    });
    const joined2 = sideBySide(beams);
    this.#write(wasm.factorInput(joined2.re[0].length), joined2);
    return beams.map(({ re }) => re[0].length);
  }
  /**
   * Beamformers and, where the task has a count, an excitation.
   *
   * @param check called with the rank before an excitation is made; throws where the task does not fit it
   * @throws InputError where the symbols are linearly dependent
   */
  waveform({ count: count3, seed, symbols: symbols2 }, check2) {
    const wasm = this.#wasm;
    const M = this.#antennas;
    const streams = this.#beamform();
    const rank = streams.reduce((sum, of) => sum + of);
    if (count3 > 0) check2(rank);
    const w = wasm.beamformer();
    const none = { excitation: null, symbols: null, excitationError: null };
    const beams = {
      streams,
      beamformer: this.#read(w, M, rank),
      streamPowers: Array.from({ length: rank }, (_, j) => wasm.streamPower(j)),
      beamformerError: wasm.covarianceError(w, rank, 1, this.#factor, this.#columns)
    };
    if (count3 === 0) return { ...beams, ...none };
    const s = wasm.room(2 * (rank + M) * count3);
    const x2 = s + 16 * rank * count3;
    if (symbols2) this.#write(s, symbols2);
    else wasm.seedSymbols(s, rank, count3, seed);
    if (wasm.whiten(s, rank, count3) === 0) {
      const message = "its rows must be linearly independent: as many streams cannot be told apart otherwise";
      throw new InputError([{ path: "symbols", value: symbols2, message }]);
    }
    wasm.excite(s, count3, x2);
    return {
      ...beams,
      excitation: this.#read(x2, M, count3),
      symbols: this.#read(s, rank, count3),
      excitationError: wasm.covarianceError(x2, count3, count3, this.#factor, this.#columns)
    };
  }
};
function sideBySide(parts) {
  if (parts.length === 1) return parts[0];
  const plane2 = (of) => parts[0][of].map((_, row) => parts.flatMap((part2) => part2[of][row]));
  return { re: plane2("re"), im: plane2("im") };
}

// bindings/core/simulation.ts
var HEAD = 4;
var QUANTITIES = 4;
function prepareTrials(wasm, { transmitter, devices }, factor, seed, samples2 = 0) {
  const rank = factor.re[0].length;
  const input = wasm.simulationFactor(rank);
  new Float64Array(wasm.memory.buffer, input, 2 * transmitter.antennas * rank).set([
    ...factor.re.flat(),
    ...factor.im.flat()
  ]);
  const high = Math.floor(seed / 4294967296);
  const pointer = wasm.prepareTrials(input, rank, samples2, seed - high * 4294967296, high);
  if (pointer === 0) {
    const message = "their delays span more symbols than a simulation has room for";
    throw new InputError([{ path: "devices", value: devices.length, message }]);
  }
  const [perSymbol, offset, error, clearance] = new Float64Array(wasm.memory.buffer, pointer, 4);
  return { samples: perSymbol, offset, error, clearance: Number.isNaN(clearance) ? null : clearance };
}
function trialSummary(wasm, { devices }) {
  const length2 = HEAD + 4 * QUANTITIES * devices.length;
  const record = new Float64Array(wasm.memory.buffer, wasm.summarizeTrials(), length2);
  const errors = (device2, quantity) => {
    const from = HEAD + 4 * (QUANTITIES * device2 + quantity);
    const [rmse, low, high, bias] = record.subarray(from, from + 4);
    if (Number.isNaN(rmse)) return null;
    return { rmse, interval: [low, high], bias: Number.isNaN(bias) ? null : bias };
  };
  return {
    missed: record[1],
    steps: record[2],
    unlocated: record[3],
    devices: devices.map((_, i2) => ({
      delay: errors(i2, 0),
      angle: errors(i2, 1),
      position: errors(i2, 2),
      departure: errors(i2, 3)
    }))
  };
}

// bindings/core/refusal.ts
function unsolvedReason(lmi, gap, gain = NaN) {
  if (lmi !== null && lmi < -1e-10) return `an LMI block has the eigenvalue ${lmi}`;
  if (gain === Infinity) return "no feasible pair of covariances was found";
  if (gain > 1e-6) return `moving power could still gain ${gain} of the objective to first order, above 1e-6`;
  if (gain <= 1e-6)
    return "the pair of covariances found misses the rate floor, or nothing bounds it from below";
  return gap === null ? "no feasible candidate was found" : `the certified gap stayed at ${gap}, above 1e-8`;
}
function singleReceiver(objective2) {
  return `one antenna observes no angle; objective ${JSON.stringify(objective2)} needs it: at least 2, or objective "delay"`;
}
function refusal(why, named, scenario2, objective2) {
  const fields = refusedFields(why, named, objective2);
  return new InputError(
    fields.map(({ path, message, value: value2 }) => ({ path, value: value2(scenario2), message }))
  );
}
function refusalText(why, named, objective2) {
  return refusedFields(why, named, objective2).map(({ path, message }) => `${path} ${message}`).join("; ");
}
function refusedFields(why, named, objective2) {
  const position = (i2, message) => ({
    path: `devices[${i2}].position`,
    message,
    value: ({ devices }) => devices[i2]?.position
  });
  const each = (message) => named.map((i2) => position(i2, message));
  switch (why) {
    case 1: {
      const message = "every device is silent: at least one needs a symbol above 0 and an echo that double precision can hold";
      return [{ path: "devices", message, value: ({ devices }) => devices.map((d) => d.symbol) }];
    }
    case 2:
      return each("lies on the transmitter: must be farther from it than 1e-9 of the scene");
    case 3:
      return each("lies on the receiver: must be farther from it than 1e-9 of the scene");
    case 4:
      return each(
        `lies at the receiver's endfire, where its angle is unobservable; objective ${JSON.stringify(objective2)} needs it (only "delay" does not)`
      );
    case 5:
      return [
        {
          path: "receiver.antennas",
          message: singleReceiver(objective2),
          value: ({ receiver }) => receiver.antennas
        }
      ];
    case 6:
      return each(
        'lies on the segment between the arrays, where its position is unobservable: move it, or choose an objective other than "position"'
      );
    case 7:
      return [
        position(
          named[1],
          `is in the same place as devices[${named[0]}]: fidelity "coupled" needs devices apart`
        )
      ];
    case 8: {
      const message = 'cannot be told apart from the others by these arrays and this pulse (smallest eigenvalue of the scaled Fisher information below 1e-7): fidelity "coupled" needs devices farther apart, or fewer of them';
      return named.map(
        (i2) => i2 < 0 ? { path: "devices", message, value: ({ devices }) => devices.length } : position(i2, message)
      );
    }
    case 11: {
      const message = "its echo is too strong for double precision, more than 1e20 times the noise: check its distance to the arrays, pathLoss, powerDbm, noiseDbm and symbolDuration";
      return named.map((i2) => ({ path: `devices[${i2}]`, message, value: ({ devices }) => devices[i2] }));
    }
    case 12:
      return each(
        "cannot be told apart from others at this signal-to-noise ratio: the rounding of their angles alone is more than 1e-10 of the rate; move them apart, lower the power or raise the noise"
      );
    case 9:
      return [{ path: "pulse.samples", message: "the pulse is zero everywhere", value: () => 0 }];
    default: {
      const message = "the pulse is constant and carries no delay information: its samples must vary";
      return [{ path: "pulse.samples", message, value: ({ pulse: pulse2 }) => pulse2 }];
    }
  }
}

// bindings/core/columns.ts
var rowStatuses = [
  "optimal",
  "boundary",
  "infeasible",
  "unsolved",
  "silent",
  "refused",
  "stationary"
];
function pointColumns(rows, floors2, fractions) {
  const doubles2 = () => new Float64Array(rows);
  const columns2 = {
    floor: new Int32Array(rows),
    fraction: doubles2(),
    rateFloor: doubles2(),
    status: new Uint8Array(rows),
    reason: new Uint32Array(rows),
    maxRate: doubles2(),
    freeRate: doubles2(),
    total: doubles2(),
    delay: doubles2(),
    angle: doubles2(),
    position: doubles2(),
    rate: doubles2(),
    lowerBound: doubles2(),
    gap: doubles2(),
    iterations: doubles2()
  };
  for (let row = 0; row < rows; row++) {
    columns2.floor[row] = row % floors2;
    columns2.fraction[row] = fractions === void 0 ? NaN : fractions[row % floors2];
  }
  return columns2;
}
var Reasons = class {
  texts = [""];
  #codes = /* @__PURE__ */ new Map();
  code(text2) {
    let code = this.#codes.get(text2);
    if (code === void 0) {
      code = this.texts.push(text2) - 1;
      this.#codes.set(text2, code);
    }
    return code;
  }
};
function copyRows({ rows, values }, columns2, offset, reasons2, objective2) {
  const column2 = (name) => {
    const c = coreColumns.indexOf(name);
    return values.subarray(c * rows, (c + 1) * rows);
  };
  const targets = { ...columns2 };
  for (const name of coreColumns) targets[name]?.set(column2(name), offset);
  const [lmi, gap, gain, refusal2, named] = ["lmi", "gap", "gain", "refusal", "named"].map(column2);
  const orNull3 = (x2) => Number.isNaN(x2) ? null : x2;
  for (let row = 0; row < rows; row++) {
    const status = columns2.status[offset + row];
    if (status === stationary && columns2.stationarity) columns2.stationarity[offset + row] = gain[row];
    if (status === unsolved)
      columns2.reason[offset + row] = reasons2.code(
        unsolvedReason(orNull3(lmi[row]), orNull3(gap[row]), gain[row])
      );
    if (status === refused)
      columns2.reason[offset + row] = reasons2.code(
        refusalText(refusal2[row], devicesOf(named[row]), objective2)
      );
  }
}
var unsolved = rowStatuses.indexOf("unsolved");
var refused = rowStatuses.indexOf("refused");
var stationary = rowStatuses.indexOf("stationary");
function devicesOf(mask) {
  if (mask === 0) return [-1];
  return Array.from({ length: 32 }, (_, i2) => i2).filter((i2) => mask >>> i2 & 1);
}

// bindings/core/core.ts
var RECORD_HEAD = 13;
var rounding = 1e-12;
var orNull = (x2) => Number.isFinite(x2) ? x2 : null;
var Core = class {
  #wasm;
  #scenario = null;
  #fidelity = "printed";
  #objective = "sum";
  /** Indices of the loaded scenario's silent devices. */
  silent = [];
  /** Instantiates synchronously: the module is compiled already. */
  constructor(module) {
    this.#wasm = instantiateSync(module).exports;
  }
  /** `count` f64 at byte offset `pointer`. Made anew at each use: growing memory detaches every older view. */
  #view(pointer, count3) {
    return new Float64Array(this.#wasm.memory.buffer, pointer, count3);
  }
  #matrix(pointer, rows, columns2) {
    return {
      re: this.#rows(pointer, rows, columns2),
      im: this.#rows(pointer + 8 * rows * columns2, rows, columns2)
    };
  }
  #rows(pointer, rows, columns2) {
    const flat = this.#view(pointer, rows * columns2);
    return Array.from({ length: rows }, (_, i2) => Array.from(flat.subarray(i2 * columns2, (i2 + 1) * columns2)));
  }
  /** Bytes of linear memory. */
  get memoryBytes() {
    return this.#wasm.memoryBytes();
  }
  /**
   * Loads a validated scenario; the calls below refer to it.
   * @throws InputError where the model refuses it, naming the devices concerned
   */
  load(scenario2, fidelity2, objective2, field2 = "auto") {
    const wasm = this.#wasm;
    const { devices } = scenario2;
    const pointer = wasm.input(devices.length, samplesOf(scenario2).length);
    writeInput(this.#view(pointer, inputLength(scenario2)), 0, scenario2);
    this.#scenario = null;
    const why = wasm.load(
      fidelities.indexOf(fidelity2),
      objectives.indexOf(objective2),
      field2 === "complex" ? 1 : 0
    );
    if (why !== 0) {
      const named = Array.from(this.#view(wasm.refusedAt(), wasm.refusedCount()));
      throw refusal(why, named, scenario2, objective2);
    }
    const active = new Set(this.#view(wasm.activeAt(), wasm.activeCount()));
    this.silent = devices.map((_, i2) => i2).filter((i2) => !active.has(i2));
    this.#scenario = scenario2;
    this.#fidelity = fidelity2;
    this.#objective = objective2;
  }
  #loaded() {
    if (!this.#scenario) throw new Error("no scenario is loaded");
    return this.#scenario;
  }
  /** The largest and the free rate, bps/Hz; computed once a scenario. */
  extremes() {
    const [maxRate, maxRateBound, freeRate] = this.#view(this.#wasm.extremes(), 3);
    return { maxRate, maxRateBound, freeRate };
  }
  /** The rate floor, bps/Hz, at a fraction t in [0, 1) of the way along the curve: see `PointColumns.fraction`. */
  floorAt(fraction) {
    return this.#wasm.floorAt(fraction);
  }
  /** The largest rate with its factor and certificate; computed once a scenario. */
  maxRate() {
    const { transmitter } = this.#loaded();
    const [maxRate, maxRateBound] = this.#view(this.#wasm.largestRate(), 2);
    const [factor, rank, K] = this.#view(this.#wasm.largestRateDetail(), 3);
    const L = this.#wasm.activeCount();
    return {
      maxRate,
      maxRateBound,
      factor: this.#matrix(factor, transmitter.antennas, rank),
      certificate: { K: this.#matrix(K, L, L) }
    };
  }
  /** True once the largest rate is known: a floor that proves infeasible or boundary computes it. */
  get maxRateKnown() {
    return this.#wasm.largestRateKnown() === 1;
  }
  /** The certified optimum at a rate floor, bps/Hz; with covariance, factor and certificate where `detail`. */
  point(rateFloor, detail) {
    if (this.#loaded().signal === "superposed") return this.#superposedPoint(rateFloor, detail);
    return this.#point(rateFloor, this.#wasm.point(rateFloor), detail);
  }
  #superposedPoint(rateFloor, detail) {
    const scenario2 = this.#loaded();
    const pointer = this.#wasm.point(rateFloor);
    const point = this.#point(rateFloor, pointer, false);
    const devices = RECORD_HEAD + 3 * scenario2.devices.length;
    const [...record] = this.#view(pointer, devices + 1);
    if (point.status === "infeasible") return point;
    if (point.status === "boundary") Object.assign(point, { crb: null, devices: null });
    if (point.status === "stationary") point.stationarity = record[devices];
    if (point.status === "unsolved") point.reason = unsolvedReason(point.lmi, point.gap, record[devices]);
    if (detail) Object.assign(point, this.#superposedDetail(record[12], point.status));
    return point;
  }
  /** One device, by its closed form. */
  #superposedAtBound(bound, detail) {
    if (this.#wasm.activeCount() !== 1) {
      const message = "cannot be asked of several devices under a superposed signal, whose points are stationary and not optimal";
      throw new InputError([{ path: "bounds", value: bound, message }]);
    }
    const floor2 = this.#wasm.superposedFloor(bound);
    if (floor2 >= 0) {
      const point = this.#superposedPoint(floor2, detail);
      return {
        ...point,
        bound,
        rateBound: point.status === "optimal" ? floor2 : this.extremes().maxRateBound
      };
    }
    const { lowerBound: lowerBound2 } = this.#superposedPoint(0, false);
    return {
      rateFloor: 0,
      bound,
      rateBound: null,
      status: "infeasible",
      crb: null,
      devices: null,
      rate: null,
      slope: null,
      lowerBound: lowerBound2,
      gap: null,
      lmi: null,
      iterations: 0,
      rank: null,
      realizable: null
    };
  }
  #superposedDetail(mu, status) {
    const M = this.#loaded().transmitter.antennas;
    const L = this.#wasm.activeCount();
    const [c, pc, s, ps, Rc, Rs, K, dual, rows, columns2, powers2] = this.#view(
      this.#wasm.superposedDetail(),
      11
    );
    const covariance = { communication: this.#matrix(Rc, M, M), sensing: this.#matrix(Rs, M, M) };
    const factor = { communication: this.#matrix(c, M, pc), sensing: this.#matrix(s, M, ps) };
    if (status === "boundary") return { covariance, factor };
    const y = this.#rows(dual, rows, columns2);
    const certificate = {
      mu,
      ...this.#fidelity === "coupled" ? { Y: y } : { y: y.flat() },
      K: this.#matrix(K, L, L),
      powers: this.#rows(powers2, 1, L)[0]
    };
    return { covariance, factor, certificate };
  }
  /**
   * The largest rate whose objective stays at or below `bound`, in its unit. A bound below the free optimum is
   * infeasible at any floor, 0 included, and the point then carries the lower bound that says so.
   */
  pointAtBound(bound, detail) {
    if (this.#loaded().signal === "superposed") return this.#superposedAtBound(bound, detail);
    const pointer = this.#wasm.pointAtBound(bound);
    const point = this.#point(this.#wasm.foundFloor(), pointer, detail);
    if (point.status !== "infeasible") return { ...point, bound, rateBound: this.#wasm.foundRateBound() };
    const record = this.#view(pointer, RECORD_HEAD);
    const proof = { lowerBound: record[7], bound, rateBound: null };
    if (!detail) return { ...point, ...proof };
    return { ...point, ...proof, certificate: this.#detail(record[12], true).certificate };
  }
  #point(rateFloor, pointer, detail) {
    const scenario2 = this.#loaded();
    const record = this.#view(pointer, RECORD_HEAD + 3 * scenario2.devices.length);
    const status = rowStatuses[record[0]];
    const iterations = record[10];
    if (status === "infeasible") {
      return {
        rateFloor,
        status,
        crb: null,
        devices: null,
        rate: null,
        slope: null,
        lowerBound: null,
        gap: null,
        lmi: null,
        iterations,
        rank: null,
        realizable: null
      };
    }
    const certified = status !== "boundary";
    const rank = record[11];
    const point = {
      rateFloor,
      status,
      ...this.#bounds(record),
      rate: record[5],
      slope: certified ? orNull(record[6]) : null,
      lowerBound: certified ? orNull(record[7]) : null,
      gap: certified ? orNull(record[8]) : null,
      lmi: orNull(record[9]),
      iterations,
      rank,
      realizable: rank <= scenario2.symbolCount
    };
    if (status === "unsolved") point.reason = unsolvedReason(point.lmi, point.gap);
    if (detail) Object.assign(point, this.#detail(record[12], certified));
    return point;
  }
  #bounds(record) {
    const boundsAt = (at) => ({
      delay: orNull(record[at]),
      angle: orNull(record[at + 1]),
      position: orNull(record[at + 2])
    });
    const silent = new Set(this.silent);
    const devices = this.#loaded().devices.map(
      (_, i2) => silent.has(i2) ? null : boundsAt(RECORD_HEAD + 3 * i2)
    );
    return { crb: { total: orNull(record[1]), ...boundsAt(2) }, devices };
  }
  #detail(mu, certified) {
    const M = this.#loaded().transmitter.antennas;
    const L = this.#wasm.activeCount();
    const [factor, covariance, K, dual, rows, columns2, rank] = this.#view(this.#wasm.detail(), 7);
    const matrices = {
      covariance: this.#matrix(covariance, M, M),
      factor: this.#matrix(factor, M, rank)
    };
    if (!certified) return matrices;
    const certificate = this.#fidelity === "coupled" ? { mu, Y: this.#rows(dual, rows, columns2), K: this.#matrix(K, L, L) } : { mu, y: this.#rows(dual, 1, rows)[0], K: this.#matrix(K, L, L) };
    return { ...matrices, certificate };
  }
  /**
   * Rate, power, bounds and LMI check of a given covariance, or of the two of a superposed signal, R_c and R_s.
   * @throws InputError where one is not positive semidefinite
   */
  evaluate(given2) {
    return this.#inComplexField(({ transmitter, devices }) => {
      const wasm = this.#wasm;
      const M = transmitter.antennas;
      const input = wasm.givenInput(given2.length);
      const spectra = [];
      given2.forEach((design, i2) => {
        const { re, im } = "factor" in design ? design.factor : design.covariance;
        const flat = [...re.flat(), ...im.flat()];
        this.#view(input + 16 * M * M * i2, flat.length).set(flat);
        if ("factor" in design) return wasm.givenFactor(i2, re[0].length);
        const [smallest, largest2] = this.#view(wasm.givenCovariance(i2), 2);
        spectra.push({ design, smallest, largest: largest2 });
      });
      const negative = negativity(spectra);
      const asymmetry = Math.max(
        ...given2.map((design) => "factor" in design ? 0 : design.asymmetry ?? 0)
      );
      const beyond = wasm.withinBudget(solverTolerance);
      const seen = (amount) => amount > rounding ? amount : 0;
      const adjusted = {
        asymmetry: seen(asymmetry),
        negative: seen(negative),
        power: beyond <= solverTolerance ? seen(beyond) : 0
      };
      const asGiven = Object.values(adjusted).every((amount) => amount === 0);
      const record = this.#view(wasm.evaluate(), RECORD_HEAD + 3 * devices.length);
      return {
        rate: record[5],
        power: record[12],
        budget: wasm.budget(),
        ...this.#bounds(record),
        lmi: orNull(record[9]),
        adjusted: asGiven ? null : adjusted
      };
    });
  }
  /** What the functions of a design (core-design.ts) say, of one covariance or of the sum of several. */
  useDesign(parts, use) {
    return this.#inComplexField(
      ({ transmitter }) => use(new DesignSession(this.#wasm, transmitter.antennas, parts))
    );
  }
  /** With the loaded scenario in the complex field, on the antennas; it is as it was before when `use` is done. */
  #inComplexField(use) {
    const scenario2 = this.#loaded();
    this.load(scenario2, this.#fidelity, this.#objective, "complex");
    try {
      return use(scenario2);
    } finally {
      this.load(scenario2, this.#fidelity, this.#objective);
    }
  }
  /** Rows of validated scenarios (core-batch.ts). No scenario is loaded after it. */
  solveScenarios(scenarios, task) {
    this.#scenario = null;
    return solveScenarios(this.#wasm, scenarios, task);
  }
  /** Rows of random draws (core-batch.ts). No scenario is loaded after it. */
  solveDraws(task, size) {
    this.#scenario = null;
    return solveDraws(this.#wasm, task, size);
  }
  prepareTrials(factor, seed, samples2) {
    return prepareTrials(this.#wasm, this.#loaded(), factor, seed, samples2);
  }
  runTrials(count3) {
    this.#wasm.runTrials(count3);
  }
  trialSummary() {
    return trialSummary(this.#wasm, this.#loaded());
  }
};

// bindings/solver/curve.ts
var end = 0.999;
function evenFractions(count3) {
  return Array.from({ length: count3 }, (_, k) => count3 === 1 ? 0 : end * k / (count3 - 1));
}
function* curvePoints(core, scenario2, options2) {
  const { rates, points: count3 = 0, bounds: bounds3, fidelity: fidelity2, objective: objective2, covariance, extremes } = options2;
  core.load(scenario2, fidelity2, objective2);
  const ends = extremes ? core.extremes() : null;
  const asked = bounds3 ?? rates ?? evenFractions(count3).map((t) => core.floorAt(t));
  const points = [];
  for (const value2 of asked) {
    const point = bounds3 ? core.pointAtBound(value2, covariance) : core.point(value2, covariance);
    points.push(point);
    yield point;
  }
  const beyond = points.some(({ status }) => status === "infeasible" || status === "boundary");
  const largest2 = ends !== null || beyond ? core.maxRate() : null;
  const result2 = {
    schemaVersion: 1,
    version: "0.1.0",
    core: "15933beabcc8d9abc344b2026a234b4c0f4beb3ae69bc1e8b69188362473b24c",
    scenario: scenario2,
    fidelity: fidelity2,
    objective: objective2,
    maxRate: largest2?.maxRate ?? null,
    maxRateBound: largest2?.maxRateBound ?? null,
    freeRate: ends?.freeRate ?? null,
    silent: [...core.silent],
    points
  };
  if (covariance && largest2 !== null) {
    result2.maxRateFactor = largest2.factor;
    result2.maxRateCertificate = largest2.certificate;
  }
  return result2;
}

// bindings/input/options.ts
var defaultPoints = 21;
var floor = numberIn({ min: 0, unit: "bps/Hz" });
var floors = (most) => list(floor, 1, most, "must be an array of one or more rate floors \u2265 0 (bps/Hz)");
var fidelity = optional(oneOf(fidelities), "printed");
var objective = optional(oneOf(objectives), "sum");
var tradeoff = strictObject(
  {
    rates: optional(floors(Infinity)),
    points: optional(numberIn({ min: 1, max: 1e5, integer: true })),
    bounds: optional(
      list(
        numberIn({ above: 0, unit: "the objective's" }),
        1,
        Infinity,
        "must be an array of one or more bounds > 0 (the objective's unit)"
      )
    ),
    fidelity,
    objective,
    covariance: optional(flag, false),
    extremes: optional(flag, true)
  },
  "must be an object with any of rates, points, bounds, fidelity, objective, covariance, extremes"
);
var evaluate = strictObject(
  { fidelity, objective, rate: optional(floor) },
  "must be an object with any of fidelity, objective, rate"
);
function checkTradeoffOptions(input) {
  const { output, issues } = check(tradeoff, input, "options");
  if (isObject(input)) {
    const { rates: rates2, points: points2, bounds: bounds4, extremes } = input;
    if (rates2 !== void 0 && points2 !== void 0) {
      issues.push({ path: "points", value: points2, message: "cannot be given together with rates" });
    }
    if (bounds4 !== void 0 && (rates2 !== void 0 || points2 !== void 0)) {
      const other = rates2 !== void 0 ? "rates" : "points";
      issues.push({ path: "bounds", value: bounds4, message: `cannot be given together with ${other}` });
    }
    if (extremes === false && rates2 === void 0) {
      issues.push({ path: "extremes", value: false, message: "can be false only with rates" });
    }
  }
  if (issues.length > 0) return { output, issues };
  const { rates, points, bounds: bounds3, ...rest } = output;
  if (rates !== void 0) return { output: { rates, ...rest }, issues };
  if (bounds3 !== void 0) return { output: { bounds: bounds3, ...rest }, issues };
  return { output: { points: points ?? defaultPoints, ...rest }, issues };
}
function checkEvaluateOptions(input) {
  return check(evaluate, input, "options");
}

// bindings/input/scenario.ts
var maxDevices = 32;
var metres = numberIn({ unit: "m" });
var level = numberIn({ min: -300, max: 300, unit: "dBm" });
var vector = list(metres, 2, 2, "must be two finite numbers [x, y] (m)");
var array2 = (position) => optional(
  strictObject(
    {
      position: optional(vector, position),
      antennas: optional(numberIn({ min: 1, max: 64, integer: true }), 8),
      spacing: optional(numberIn({ above: 0, max: 1e3, unit: "wavelengths" }), 0.5),
      orientation: optional(numberIn({ unit: "degrees from +x" }), 90)
    },
    "must be an object with any of position, antennas, spacing, orientation"
  ),
  {}
);
var device = strictObject(
  {
    position: vector,
    symbol: optional(numberIn({ min: 0, max: 1 }), 1),
    name: optional(string("must be a string"))
  },
  "must be an object with position and, if wanted, symbol and name"
);
var samples = strictObject(
  { samples: longList(numberIn({}), 8, 4096, "must be an array of 8 to 4096 finite numbers") },
  'must be {"samples": [\u2026]}'
);
var pulseName = oneOf(["cosine", "sinc", "ramp"]);
var pulse = lazy((input) => {
  if (isObject(input)) return samples;
  return custom((value2) => is(pulseName, value2), `${pulseName.message} or {"samples": [\u2026]}`);
});
var arrays = { transmitter: array2([0, 0]), receiver: array2([2, -1.5]) };
var link = {
  signal: optional(oneOf(signals), "reused"),
  pulse: optional(pulse, "cosine"),
  symbolDuration: optional(numberIn({ above: 0, unit: "s" }), 5e-7),
  symbolCount: optional(numberIn({ min: 1, max: Number.MAX_SAFE_INTEGER, integer: true }), 128),
  reflection: optional(numberIn({ above: 0, max: 1 }), 1),
  pathLoss: optional(
    strictObject(
      {
        referenceDb: optional(numberIn({ unit: "dB" }), 30),
        exponent: optional(numberIn({ min: 0 }), 2.7)
      },
      "must be an object with any of referenceDb, exponent"
    ),
    {}
  ),
  powerDbm: optional(level, 30),
  clutterDbm: optional(
    custom(
      (value2) => value2 === null || is(level, value2),
      `${level.message} or null (none)`
    ),
    -60
  ),
  noiseDbm: optional(level, -60)
};
var scenario = strictObject(
  {
    ...arrays,
    devices: list(
      device,
      1,
      maxDevices,
      'must be an array of 1 to 32 devices {"position": [x, y], "symbol", "name"}'
    ),
    ...link
  },
  "must be a scenario: an object with devices and, if wanted, transmitter, receiver, pulse, \u2026"
);
var scene = strictObject(
  { ...arrays, ...link },
  "must be a scenario without devices: an object with any of transmitter, receiver, pulse, \u2026"
);
function parseScenario(input) {
  return parse(scenario, input, "scenario");
}
function checkScenario(input, prefix = []) {
  return check(scenario, input, "scenario", prefix);
}

// bindings/solver/batch.ts
var options = strictObject(
  {
    rates: optional(floors(Infinity)),
    points: optional(numberIn({ min: 1, max: 1e5, integer: true })),
    fractions: optional(
      list(numberIn({ min: 0, max: 0.999 }), 1, Infinity, "must be an array of one or more fractions")
    ),
    fidelity,
    objective,
    extremes: optional(flag, true)
  },
  "must be an object with any of rates, points, fractions, fidelity, objective, extremes"
);
function checkBatchOptions(input) {
  const { output, issues } = check(options, input, "options");
  if (isObject(input)) {
    const given2 = ["rates", "points", "fractions"].filter((key) => input[key] !== void 0);
    for (const key of given2.slice(1)) {
      issues.push({ path: key, value: input[key], message: `cannot be given together with ${given2[0]}` });
    }
    if (input.extremes === false && input.rates === void 0) {
      issues.push({ path: "extremes", value: false, message: "can be false only with rates" });
    }
  }
  if (issues.length > 0) return { output, issues };
  const { rates, points = defaultPoints, fractions = evenFractions(points), ...rest } = output;
  return { output: rates === void 0 ? { ...rest, fractions } : { ...rest, rates }, issues };
}
function checkScenarios(input) {
  if (!Array.isArray(input) || input.length === 0) {
    const message = "must be an array of one or more scenarios";
    return { output: [], issues: [{ path: "scenarios", value: input, message }] };
  }
  const checked = input.map((scenario2, i2) => checkScenario(scenario2, ["scenarios", i2]));
  return {
    output: checked.map(({ output }) => output),
    issues: checked.flatMap(({ issues }) => issues)
  };
}
var crossing = 1 << 20;
function solveBatch(solve, scenarios, task) {
  const perScenario = (task.fractions ?? task.rates).length;
  const rows = scenarios.length * perScenario;
  const reasons2 = new Reasons();
  const batch = {
    rows,
    scenario: new Int32Array(rows),
    ...pointColumns(rows, perScenario, task.fractions),
    maxRateBound: new Float64Array(rows),
    slope: new Float64Array(rows),
    lmi: new Float64Array(rows),
    rank: new Float64Array(rows),
    stationarity: new Float64Array(rows).fill(NaN),
    reasons: reasons2.texts
  };
  scenarios.forEach((_2, i2) => batch.scenario.fill(i2, i2 * perScenario, (i2 + 1) * perScenario));
  const { rows: _, reasons: __, ...columns2 } = batch;
  for (let from = 0; from < scenarios.length; ) {
    let to = from;
    let length2 = 0;
    do
      length2 += batchLength(scenarios[to++], perScenario);
    while (to < scenarios.length && length2 + batchLength(scenarios[to], perScenario) <= crossing);
    const solved2 = solve(scenarios.slice(from, to), task);
    copyRows(solved2, columns2, from * perScenario, reasons2, task.objective);
    from = to;
  }
  return batch;
}

// bindings/solver/design.ts
var maxExcitation = 1 << 24;
var angle = numberIn({ min: -90, max: 90, unit: "degrees from broadside" });
var angles = list(angle, 1, 1e5, "must be an array of 1 to 100000 angles (degrees from broadside)");
var coordinate = numberIn({ unit: "m" });
var coordinates = list(coordinate, 1, 2e3, "must be an array of 1 to 2000 coordinates (m)");
var part = optional(oneOf(signalParts));
var beampattern = strictObject(
  { angles: optional(angles), part },
  "must be an object with any of angles, part"
);
var powerMap = strictObject(
  { x: coordinates, y: coordinates, part },
  "must be an object with x and y and, if wanted, part"
);
var positionErrors = strictObject({ fidelity }, "must be an object with a fidelity, if wanted");
var plane = array(array(number()));
var beamform = strictObject(
  {
    excitation: optional(flag, true),
    seed: optional(numberIn({ min: 0, max: Number.MAX_SAFE_INTEGER, integer: true }), 1),
    symbols: optional(strictObject({ re: plane, im: plane }, 'must be {"re": [[\u2026]], "im": [[\u2026]]}'))
  },
  "must be an object with any of excitation, seed, symbols"
);
var checkBeampattern = (input) => check(beampattern, input, "options");
var checkPowerMap = (input) => check(powerMap, input, "options");
var checkPositionErrors = (input) => check(positionErrors, input, "options");
var checkBeamform = (input) => check(beamform, input, "options");
function checkDesign(input, antennas2) {
  if (isObject(input) && Object.hasOwn(input, "factor")) {
    const { output: output2, issues: issues2 } = checkMatrix(input.factor, antennas2, void 0, "factor", "\u221AW");
    return { output: { factor: output2 }, issues: issues2 };
  }
  const { output, issues } = checkCovariance(input, antennas2);
  return { output: { covariance: output }, issues };
}
function checkPair(input, antennas2) {
  const factors = isObject(input) && Object.hasOwn(input, "factor");
  const at = factors ? "factor" : "covariance";
  const pair = factors || isPoint(input) ? input[at] : input;
  const none = { factor: emptyFactor(antennas2) };
  if (!isObject(pair) || Object.keys(pair).sort().join() !== "communication,sensing") {
    const message = 'must be {"communication", "sensing"}, each {"re": [[\u2026]], "im": [[\u2026]]} in W, or a point of a result that was made with covariances: the signal is superposed';
    return { output: [none, none], issues: [{ path: at, value: pair, message }] };
  }
  const checked = ["communication", "sensing"].map((part2) => {
    const path = `${at}.${part2}`;
    if (!factors) {
      const { output: output2, issues: issues3, asymmetry } = checkCovariance(pair[part2], antennas2, path);
      if (issues3.length > 0 || isZero(output2)) return { output: none, issues: issues3 };
      return { output: { path, covariance: output2, asymmetry }, issues: issues3 };
    }
    const columns2 = isEmpty(pair[part2]) ? 0 : void 0;
    const { output, issues: issues2 } = checkMatrix(pair[part2], antennas2, columns2, path, "\u221AW");
    if (issues2.length > 0 || isZero(output)) return { output: none, issues: issues2 };
    return { output: { path, factor: output }, issues: issues2 };
  });
  const [communication, sensing] = checked.map(({ output }) => output);
  const issues = checked.flatMap((part2) => part2.issues);
  if (issues.length === 0 && communication === none && sensing === none)
    issues.push({ path: at, value: pair, message: "must not be zero: one of the two needs power" });
  return { output: [communication, sensing], issues };
}
var emptyFactor = (antennas2) => {
  const plane2 = () => Array.from({ length: antennas2 }, () => []);
  return { re: plane2(), im: plane2() };
};
var isEmpty = (input) => isObject(input) && Array.isArray(input.re) && Array.isArray(input.re[0]) && input.re[0].length === 0;
var isZero = ({ re, im }) => [re, im].flat(2).every((x2) => x2 === 0);
function checkMatrix(input, rows, columns2, path, unit) {
  const first = isObject(input) && Array.isArray(input.re) && Array.isArray(input.re[0]) ? input.re[0] : [];
  const width = columns2 ?? Math.min(Math.max(first.length, 1), rows);
  const in_ = unit === void 0 ? "" : ` (${unit})`;
  const message = `must be ${rows} rows of ${width} finite numbers${in_}`;
  const row = list(numberIn({ unit }), width, width, `must be a row of ${width} finite numbers${in_}`);
  const planes = list(row, rows, rows, message);
  const matrix2 = strictObject({ re: planes, im: planes }, 'must be {"re": [[\u2026]], "im": [[\u2026]]}');
  return check(matrix2, input, path, path.split("."));
}
var everyHalfDegree = () => Array.from({ length: 361 }, (_, i2) => (i2 - 180) / 2);
function waveformIssues(rank, count3, antennas2, symbols2) {
  if (count3 < rank) {
    const message = `must be at least ${rank}, the rank of the covariance: fewer symbols cannot have it`;
    return [{ path: "symbolCount", value: count3, message }];
  }
  if (antennas2 * count3 > maxExcitation) {
    const message = `must be at most ${Math.floor(maxExcitation / antennas2)} for an excitation of ${antennas2} antennas`;
    return [{ path: "symbolCount", value: count3, message }];
  }
  return symbols2 === void 0 ? [] : checkMatrix(symbols2, rank, count3, "symbols").issues;
}

// bindings/simulate/options.ts
var defaultTrials = 1e3;
var simulate = strictObject(
  {
    rate: numberIn({ min: 0, unit: "bps/Hz" }),
    trials: optional(numberIn({ min: 2, max: 1e7, integer: true }), defaultTrials),
    seed: optional(numberIn({ min: 0, max: Number.MAX_SAFE_INTEGER, integer: true }), 1),
    fidelity: optional(oneOf(fidelities), "printed"),
    objective: optional(oneOf(objectives), "sum"),
    samples: optional(numberIn({ min: 1, max: 1024, integer: true }))
  },
  "must be an object with rate and, if wanted, trials, seed, fidelity, objective, samples"
);
function checkSimulateOptions(input) {
  return check(simulate, input, "options");
}

// bindings/simulate/simulation.ts
var maxSymbols = 65536;
function* simulation(core, scenario2, { rate, trials, seed, fidelity: fidelity2, objective: objective2, samples: samples2 }) {
  const { symbolCount } = scenario2;
  if (symbolCount > maxSymbols) refuseSymbols(symbolCount, `must be at most ${maxSymbols} for a simulation`);
  core.load(scenario2, fidelity2, objective2);
  const point = core.point(rate, true);
  if (point.covariance === void 0 || point.factor === void 0) {
    const { maxRate } = core.maxRate();
    throw new InputError([
      { path: "rate", value: rate, message: `is out of reach: the largest rate is ${maxRate} bps/Hz` }
    ]);
  }
  const rank = point.factor.re[0].length;
  if (rank > symbolCount)
    refuseSymbols(symbolCount, `must be at least ${rank}, the rank of the covariance at this rate`);
  const bounds3 = {};
  for (const name of fidelities) {
    core.load(scenario2, name, "delay");
    bounds3[name] = core.evaluate([{ covariance: point.covariance }]).devices;
  }
  const sampling = core.prepareTrials(point.factor, seed, samples2);
  for (let done = 0; done < trials; ) {
    core.runTrials(1);
    yield ++done;
  }
  const { missed, unlocated, steps: steps2, devices } = core.trialSummary();
  return {
    schemaVersion: 1,
    version: "0.1.0",
    core: "15933beabcc8d9abc344b2026a234b4c0f4beb3ae69bc1e8b69188362473b24c",
    scenario: scenario2,
    fidelity: fidelity2,
    objective: objective2,
    rateFloor: rate,
    status: point.status,
    rate: point.rate ?? 0,
    rank,
    trials,
    seed,
    sampling,
    missed,
    unlocated,
    steps: steps2,
    devices: devices.map(({ delay, angle: angle2, position, departure }, i2) => {
      if (delay === null) return null;
      const beside2 = (name, errors) => {
        const roots = fidelities.map((fidelity3) => root(bounds3[fidelity3][i2]?.[name] ?? null));
        const [printed, decoupled, coupled] = roots;
        return {
          ...errors,
          printed,
          decoupled,
          coupled,
          ratio: coupled === null ? null : errors.rmse / coupled
        };
      };
      return {
        delay: beside2("delay", delay),
        angle: angle2 && beside2("angle", angle2),
        position: position && beside2("position", position),
        departure
      };
    })
  };
}
function root(square) {
  return square === null ? null : Math.sqrt(square);
}
function refuseSymbols(value2, message) {
  throw new InputError([{ path: "symbolCount", value: value2, message }]);
}

// bindings/solver/solver.ts
var Solver = class {
  #core;
  /** Counts the scenarios loaded, so that a curve in progress notices when it has lost the core to another. */
  #loads = 0;
  /** Over a core of one's own; `loadSolver` does this with the real one. */
  constructor(core) {
    this.#core = core;
  }
  tradeoff(scenario2, options2 = {}) {
    return last(this.points(scenario2, options2));
  }
  /**
   * The same curve one point at a time: yields each point when it is done and returns the whole result. The solver
   * must not be used for anything else before that.
   *
   * @internal
   */
  *points(input, options2 = {}) {
    const scenario2 = checkScenario(input);
    const completed = checkTradeoffOptions(options2);
    refuse([...scenario2.issues, ...completed.issues]);
    return yield* this.#alone(curvePoints(this.#core, scenario2.output, completed.output), "curve");
  }
  /**
   * The points of many scenarios as typed columns: the numbers of `tradeoff`, in one crossing into WebAssembly (one
   * for every 8 MB of rows), without an object a point.
   *
   * @param scenarios one or more, each as for `tradeoff`
   * @param options the floors of every scenario as `rates` (bps/Hz), as a number of even `points` (default 21) or as
   *   `fractions` of each scenario's own curve; fidelity `printed`, objective `sum`
   * @returns one row a scenario and floor; arrays of its own, safe to change and to transfer
   * @throws InputError naming every bad field of scenarios and options; nothing is computed then. What only the model
   *   sees (a device on an array) makes rows of status `refused` instead.
   */
  batch(scenarios, options2 = {}) {
    const checked = checkScenarios(scenarios);
    const task = checkBatchOptions(options2);
    refuse([...checked.issues, ...task.issues]);
    this.#loads++;
    return solveBatch((part2, t) => this.#core.solveScenarios(part2, t), checked.output, task.output);
  }
  /**
   * What a given covariance achieves, and how far that is from the certified optimum.
   *
   * @param covariance M_t×M_t Hermitian positive semidefinite, W; or a point of a result that carries one. Of a
   *   superposed signal R_c and R_s, or a point, whose factors are taken where it has them
   * @param options fidelity `printed`, objective `sum`; `rate` is the floor of the optimum to compare with,
   *   bps/Hz, by default the covariance's own rate. The optimum has the scenario's power; a covariance with more, or
   *   with less rate than the floor, has no `excess`. What a solver's tolerance leaves of a covariance (up to 1e-6 from
   *   Hermitian, from positive semidefinite, above the power) is put right, and `adjusted` says by how much.
   * @returns of a superposed signal of several devices, `optimum` is a `stationary` point with its lower bound
   * @throws InputError naming every bad field of scenario, covariance and options
   */
  evaluate(scenario2, covariance, options2 = {}) {
    const checked = checkScenario(scenario2);
    const completed = checkEvaluateOptions(options2);
    refuse([...checked.issues, ...completed.issues]);
    const { signal: signal2, transmitter } = checked.output;
    const parts = signal2 === "superposed" ? accept(checkPair(covariance, transmitter.antennas)) : [given(covariance, transmitter.antennas)];
    const { fidelity: fidelity2, objective: objective2, rate } = completed.output;
    this.#load(checked.output, fidelity2, objective2);
    const achieved = this.#core.evaluate(parts);
    const floor2 = rate ?? achieved.rate;
    const { crb, lowerBound: lowerBound2, status } = this.#core.point(floor2, false);
    const bound = achieved.crb[boundOf[objective2]];
    const reason3 = incomparable(achieved, floor2);
    return {
      ...achieved,
      optimum: { crb, lowerBound: lowerBound2, status },
      excess: reason3 !== null || bound === null || lowerBound2 === null ? null : bound / lowerBound2 - 1,
      ...reason3 !== null && { reason: reason3 }
    };
  }
  /**
   * What a design radiates by direction.
   *
   * @param design a point of a result made with `covariance: true`, or R in W
   * @param options `angles`: degrees from the transmitter's broadside, −90 to 90; default every half degree; `part` of
   *   a superposed signal, default `both`
   * @throws InputError naming every bad field of scenario, design and options
   */
  beampattern(scenario2, design, options2 = {}) {
    const { angles: angles2 = everyHalfDegree(), part: part2 } = accept(checkBeampattern(options2));
    const power = this.#use(scenario2, design, { part: part2 }, (session) => session.beampattern(angles2));
    return { angles: angles2, power };
  }
  /**
   * The power that a device at each point of a grid would receive (4), η(d) a_t^T R a_t^*, W.
   *
   * @param options `x` and `y`: coordinates of the grid's columns and rows, m; `part` of a superposed signal
   * @returns one row a y, one number an x; null on the transmitter itself
   * @throws InputError likewise
   */
  powerMap(scenario2, design, options2) {
    const { x: x2, y, part: part2 } = accept(checkPowerMap(options2));
    const points = y.flatMap((b) => x2.flatMap((a) => [a, b]));
    return this.#use(scenario2, design, { part: part2 }, (session) => {
      const power = Array.from(session.powerAt(points), (watts2) => Number.isFinite(watts2) ? watts2 : null);
      return y.map((_, row) => power.slice(row * x2.length, (row + 1) * x2.length));
    });
  }
  /**
   * How far estimates of the devices' positions stray, at least, under a design: the bound's 2×2 covariances and their
   * ellipses. A superposed signal senses with R_s alone.
   *
   * @param options fidelity `printed`
   * @returns one a device, in the scenario's order; null where the position is unobservable or the device silent
   * @throws InputError likewise
   */
  positionErrors(scenario2, design, options2 = {}) {
    const { fidelity: fidelity2 } = accept(checkPositionErrors(options2));
    return this.#use(
      scenario2,
      design,
      { fidelity: fidelity2, sensing: true },
      (session, { devices }) => session.positionErrors(devices.length)
    );
  }
  /**
   * Waveforms that have a design's covariance: beamformers W with W W^H = R, and an excitation block X of the
   * scenario's symbolCount N with (1/N) X X^H = R (3), X = W S. The symbols S are circular complex normals from a
   * seed, or the caller's, whitened so that (1/N) S S^H = I.
   *
   * @throws InputError likewise; where symbolCount is below the rank of R, as no block has it then; and where given
   *   symbols are linearly dependent
   */
  beamform(scenario2, design, options2 = {}) {
    const { excitation, seed, symbols: symbols2 } = accept(checkBeamform(options2));
    return this.#use(scenario2, design, {}, (session, { symbolCount, transmitter, signal: signal2 }) => {
      const count3 = excitation ? symbolCount : 0;
      const made2 = session.waveform(
        { count: count3, seed, symbols: symbols2 },
        (rank) => refuse(waveformIssues(rank, symbolCount, transmitter.antennas, symbols2))
      );
      return {
        rank: made2.streamPowers.length,
        streamPowers: made2.streamPowers,
        ...signal2 === "superposed" && {
          streams: { communication: made2.streams[0], sensing: made2.streams[1] }
        },
        beamformer: made2.beamformer,
        excitation: made2.excitation,
        symbols: made2.symbols,
        error: { beamformer: made2.beamformerError, excitation: made2.excitationError }
      };
    });
  }
  /** Loads a scenario for a design, or a part of it; objective `delay`, as it refuses least. */
  #use(input, design, { fidelity: fidelity2 = "printed", part: part2, sensing }, use) {
    const scenario2 = accept(checkScenario(input));
    const { antennas: antennas2 } = scenario2.transmitter;
    let parts;
    if (scenario2.signal === "superposed") {
      const [communication, own] = accept(checkPair(design, antennas2));
      if (sensing || part2 === "sensing") parts = [own];
      else parts = part2 === "communication" ? [communication] : [communication, own];
    } else {
      const message = "goes with a superposed signal, which has parts";
      refuse(part2 === void 0 ? [] : [{ path: "part", value: part2, message }]);
      parts = [accept(checkDesign(design, antennas2))];
    }
    this.#load(scenario2, fidelity2, "delay");
    return this.#core.useDesign(parts, (session) => use(session, scenario2));
  }
  /**
   * Simulates slots with the optimal covariance at a rate floor, estimates all delays and angles jointly by maximum
   * likelihood, and reports the root mean square errors beside the roots of the three bounds. The same options give
   * the same report on every machine.
   *
   * @param options `rate` (floor, bps/Hz) is required; 1000 `trials`, `seed` 1, fidelity `printed` and objective
   *   `sum` of the covariance, and as many `samples` a symbol as keep the bound, unless told
   * @throws InputError naming every bad field of scenario and options; for a floor out of reach; where the slot has
   *   fewer symbols than the covariance's rank; where `coupled` refuses the scenario; for a superposed signal, as the
   *   model does not say what the receiver knows of x_c
   */
  simulate(scenario2, options2) {
    return last(this.trials(scenario2, options2));
  }
  /**
   * The same one trial at a time: yields how many are done. The solver must not be used for anything else before
   * the last.
   *
   * @internal
   */
  *trials(input, options2) {
    const scenario2 = checkScenario(input);
    const completed = checkSimulateOptions(options2);
    refuse([...scenario2.issues, ...completed.issues, ...simulatedSignal(scenario2.output)]);
    return yield* this.#alone(simulation(this.#core, scenario2.output, completed.output), "simulation");
  }
  /** The steps of what has the core for itself until it is done. */
  *#alone(steps2, what) {
    const load = ++this.#loads;
    let step = steps2.next();
    while (!step.done) {
      yield step.value;
      if (this.#loads !== load)
        throw new Error(`the solver was used for something else before this ${what} was done`);
      step = steps2.next();
    }
    return step.value;
  }
  #load(scenario2, fidelity2, objective2) {
    this.#core.load(scenario2, fidelity2, objective2);
    return ++this.#loads;
  }
};
function simulatedSignal({ signal: signal2 }) {
  if (signal2 !== "superposed") return [];
  const message = 'must be "reused" for a simulation: the model does not say what the receiver knows of x_c, whose echoes lie on top of those of x_s';
  return [{ path: "signal", value: signal2, message }];
}
function given(input, antennas2) {
  const { output: covariance, asymmetry, issues } = checkCovariance(input, antennas2);
  refuse(issues);
  return { covariance, asymmetry };
}
function incomparable({ power, budget, rate }, floor2) {
  if (power > budget * (1 + 1e-12)) return `its power, ${power} W, is above the budget P0 = ${budget} W`;
  if (rate < floor2 * (1 - 1e-10)) return `its rate, ${rate} bps/Hz, is below the floor of ${floor2} bps/Hz`;
  return null;
}
function refuse(issues) {
  if (issues.length > 0) throw new InputError(issues);
}
function last(steps2) {
  let step = steps2.next();
  while (!step.done) step = steps2.next();
  return step.value;
}
function accept({ output, issues }) {
  refuse(issues);
  return output;
}

// bindings/core/load.ts
async function solverFrom(source) {
  return new Solver(new Core(await compile(source)));
}
async function compile(from) {
  const source = await from;
  if (source instanceof WebAssembly.Module) return source;
  if (typeof source === "string") return compileAt(new URL(source, globalThis.location?.href));
  if (source instanceof URL) return compileAt(source);
  if (typeof Response === "function" && source instanceof Response) return compileResponse(source);
  if (ArrayBuffer.isView(source) || isBuffer(source)) return compileBytes(source, "the given data");
  throw new TypeError(
    "wasm must be a URL, a Response, bytes or a WebAssembly.Module, or a promise of one of them"
  );
}
function isBuffer(source) {
  const tag = Object.prototype.toString.call(source);
  return tag === "[object ArrayBuffer]" || tag === "[object SharedArrayBuffer]";
}
async function compileAt(url) {
  if (url.protocol === "file:" && isNode()) return compileBytes(await readFile(url), url.href);
  let response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new Error(`cannot fetch ${url.href}: ${reason(cause)}`, { cause });
  }
  return compileResponse(response, url.href);
}
async function compileResponse(response, name = response.url || "the response") {
  if (!response.ok) {
    const status = `${response.status} ${response.statusText}`.trim();
    throw new Error(`cannot fetch ${name}: the server answered ${status}`);
  }
  const type = response.headers.get("content-type")?.trim().toLowerCase();
  if (type !== "application/wasm" || typeof WebAssembly.compileStreaming !== "function") {
    return compileBytes(await response.arrayBuffer(), name);
  }
  try {
    return await WebAssembly.compileStreaming(response);
  } catch (cause) {
    throw new Error(`${name} is not a usable WebAssembly module: ${reason(cause)}`, { cause });
  }
}
async function compileBytes(bytes, name) {
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw new Error(`${name} is not a usable WebAssembly module: ${reason(cause)}`, { cause });
  }
}
async function readFile(url) {
  const fs = await nodeModule("fs/promises");
  return fs.readFile(url);
}
function reason(error) {
  return error instanceof Error ? error.message : String(error);
}

// bindings/workers/platform.ts
async function defaultWorkers() {
  if (isNode()) return (await nodeModule("os")).availableParallelism();
  return globalThis.navigator?.hardwareConcurrency ?? 2;
}

// bindings/workers/pool.ts
var patience = 3;
var Pool = class {
  #startWorker;
  #start;
  #size;
  #nameOf;
  #slots = /* @__PURE__ */ new Set();
  #waiting = [];
  #failedStarts = 0;
  #closed = null;
  /**
   * Workers are started as tasks come, up to `size` of them.
   *
   * @param start the first message to each of them
   * @param nameOf names a task in an error
   */
  constructor(startWorker, start, size, nameOf3) {
    this.#startWorker = startWorker;
    this.#start = start;
    this.#size = size;
    this.#nameOf = nameOf3;
  }
  /**
   * What a worker makes of a task. Rejects with InputError where the worker refuses it, with an Error naming the task
   * where three workers have failed at it, and with the reason of `close`.
   */
  run(task, onEvent) {
    return new Promise((resolve3, reject) => {
      if (this.#closed) return reject(this.#closed.reason);
      const take = (value2) => resolve3(value2);
      this.#waiting.push({ task, onEvent, resolve: take, reject, failures: 0 });
      this.#assign();
    });
  }
  /** Ends all workers, whatever they are doing; tasks that are not done reject with the reason. */
  close(reason3) {
    if (this.#closed) return;
    this.#closed = { reason: reason3 };
    const jobs = [...this.#slots].flatMap(({ job }) => job ?? []);
    for (const { handle } of this.#slots) handle?.terminate();
    this.#slots.clear();
    for (const { reject } of [...jobs, ...this.#waiting.splice(0)]) reject(reason3);
  }
  /** Gives waiting tasks to workers without one, and starts workers where they are too few. */
  #assign() {
    while (this.#waiting.length > 0) {
      let slot = [...this.#slots].find(({ job }) => job === null);
      if (slot === void 0) {
        if (this.#slots.size >= this.#size) return;
        slot = { handle: null, ready: false, job: null };
        this.#slots.add(slot);
        void this.#launch(slot);
      }
      slot.job = this.#waiting.shift();
      slot.handle?.post(slot.job.task);
    }
  }
  async #launch(slot) {
    try {
      const handle = await this.#startWorker({
        message: (data) => this.#answer(slot, data),
        died: (reason3) => this.#lost(slot, reason3)
      });
      if (!this.#slots.has(slot)) return handle.terminate();
      slot.handle = handle;
      handle.post(this.#start);
      if (slot.job) handle.post(slot.job.task);
    } catch (error) {
      this.#lost(slot, error instanceof Error ? error.message : String(error));
    }
  }
  #answer(slot, answer2) {
    const { job } = slot;
    switch (answer2.type) {
      case "ready":
        slot.ready = true;
        this.#failedStarts = 0;
        return;
      case "event":
        try {
          job?.onEvent?.(answer2.value);
        } catch (error) {
          this.close(error);
        }
        return;
      case "done":
        slot.job = null;
        job?.resolve(answer2.value);
        this.#assign();
        return;
      case "failed": {
        const { message, issues } = answer2.error;
        if (issues !== void 0) return this.close(new InputError(issues));
        this.#lost(slot, message);
      }
    }
  }
  /** A worker is gone: its task goes to another one. */
  #lost(slot, reason3) {
    if (!this.#slots.delete(slot)) return;
    slot.handle?.terminate();
    const { job } = slot;
    if (!slot.ready) {
      if (++this.#failedStarts >= patience) {
        if (job) this.#waiting.unshift(job);
        return this.close(new Error(`cannot start a worker: ${reason3}`));
      }
      if (job) this.#waiting.unshift(job);
    } else if (job) {
      if (++job.failures >= patience) {
        const name = this.#nameOf(job.task);
        job.reject(new Error(`${name} failed in ${patience} workers, in the last one because: ${reason3}`));
      } else this.#waiting.unshift(job);
    }
    this.#assign();
  }
};

// bindings/monte-carlo/sweep.ts
var arrayPaths = ["position[0]", "position[1]", "antennas", "spacing", "orientation"];
var sweepPaths = [
  ...arrayPaths.map((key) => `transmitter.${key}`),
  ...arrayPaths.map((key) => `receiver.${key}`),
  "symbolDuration",
  "symbolCount",
  "reflection",
  "pathLoss.referenceDb",
  "pathLoss.exponent",
  "powerDbm",
  "clutterDbm",
  "noiseDbm"
];
function withValue(scene2, path, value2) {
  const copy = structuredClone(scene2);
  const keys = path.split(/[.[\]]+/).filter((key) => key !== "");
  const last2 = keys.pop();
  let target = copy;
  for (const key of keys) target = target[key];
  target[last2] = value2;
  return copy;
}
function sweptPaths(sweep2) {
  return sweepPaths.filter((path) => sweep2[path] !== void 0);
}
function combinationCount(sweep2) {
  return sweptPaths(sweep2).reduce((count3, path) => count3 * sweep2[path].length, 1);
}

// bindings/monte-carlo/experiment.ts
var maxFloors = 1e3;
var maxRows = 1e4;
var length = () => numberIn({ above: 0, unit: "m" });
var count = () => numberIn({ min: 1, max: maxDevices, integer: true });
var shapes = () => ({
  disc: strictObject(
    { shape: literal2("disc"), center: vector, radius: length(), count: count() },
    'must be {"shape": "disc", "center": [x, y], "radius", "count"}'
  ),
  ring: strictObject(
    {
      shape: literal2("ring"),
      center: vector,
      inner: numberIn({ min: 0, unit: "m" }),
      outer: length(),
      count: count()
    },
    'must be {"shape": "ring", "center": [x, y], "inner", "outer", "count"}'
  ),
  rectangle: strictObject(
    { shape: literal2("rectangle"), min: vector, max: vector, count: count() },
    'must be {"shape": "rectangle", "min": [x, y], "max": [x, y], "count"}'
  ),
  given: strictObject(
    {
      shape: literal2("given"),
      positions: list(vector, 1, maxDevices, `must be an array of 1 to ${maxDevices} positions [x, y] (m)`)
    },
    'must be {"shape": "given", "positions": [[x, y], \u2026]}'
  )
});
var shapeName = () => oneOf(["disc", "ring", "rectangle", "given"]);
var placement = () => objectOf(({ shape }) => {
  const name = shapeName();
  return is(name, shape) ? shapes()[shape] : object({ shape: name }, name.message);
}, 'must be an object with a shape ("disc", "ring", "rectangle" or "given") and what it takes');
var symbol = () => numberIn({ min: 0, max: 1 });
var alphabet = () => strictObject(
  { alphabet: longList(symbol(), 1, 4096, "must be an array of 1 to 4096 symbols from 0 to 1") },
  'must be {"alphabet": [\u2026]}'
);
var value = () => strictObject({ value: symbol() }, 'must be {"value": s}');
var symbols = () => objectOf(
  (input) => Object.hasOwn(input, "alphabet") ? alphabet() : value(),
  'must be {"alphabet": [\u2026]} or {"value": s}'
);
var swept = () => list(numberIn({}), 1, 1e4, "must be an array of one or more numbers");
var sweep = () => strictObject(
  Object.fromEntries(sweepPaths.map((path) => [path, optional(swept())])),
  'must be an object of arrays of numbers by path, such as {"powerDbm": [10, 20, 30]}'
);
var experiment = () => strictObject(
  {
    scenario: scene,
    placement: placement(),
    symbols: optional(symbols(), { value: 1 }),
    draws: numberIn({ min: 1, max: Number.MAX_SAFE_INTEGER, integer: true }),
    seed: optional(numberIn({ min: 0, max: Number.MAX_SAFE_INTEGER, integer: true }), 1),
    fidelity,
    objective,
    fractions: optional(
      list(
        numberIn({ min: 0, max: 0.999 }),
        1,
        maxFloors,
        `must be an array of 1 to ${maxFloors} fractions`
      )
    ),
    rates: optional(floors(maxFloors)),
    sweep: optional(sweep(), {})
  },
  "must be an experiment: an object with scenario, placement, draws and, if wanted, symbols, seed, fidelity, \u2026"
);
function parseExperiment(input) {
  const { output, issues } = checkExperiment(input);
  if (issues.length > 0) throw new InputError(issues);
  return output;
}
function checkExperiment(input) {
  const { output, issues } = check(experiment(), input, "experiment");
  const { fractions, rates } = isObject(input) ? input : {};
  if (fractions !== void 0 && rates !== void 0)
    issues.push({ path: "rates", value: rates, message: "cannot be given together with fractions" });
  if (issues.length > 0) return { output, issues };
  if (output.rates === void 0) output.fractions ??= [0, 0.5, 0.9];
  return { output, issues: [...shapeIssues(output.placement), ...sweepIssues(output)] };
}
function shapeIssues(placed) {
  if (placed.shape === "ring" && !(placed.inner < placed.outer))
    return [{ path: "placement.inner", value: placed.inner, message: "must be less than outer" }];
  if (placed.shape !== "rectangle") return [];
  return [0, 1].filter((i2) => !(placed.min[i2] <= placed.max[i2])).map((i2) => ({
    path: `placement.min[${i2}]`,
    value: placed.min[i2],
    message: `must be at most max[${i2}]`
  }));
}
function sweepIssues({
  scenario: scenario2,
  sweep: values,
  fractions,
  rates,
  objective: aim
}) {
  const issues = sweptPaths(values).flatMap(
    (path) => values[path].flatMap(
      (number3, i2) => check(scene, withValue(scenario2, path, number3), "scenario").issues.map(({ message }) => ({
        path: formatPath(["sweep", path, i2]),
        value: number3,
        message
      }))
    )
  );
  const rows = combinationCount(values) * (fractions ?? rates).length;
  if (rows > maxRows) {
    const message = `makes ${rows} rows a draw: combinations times floors must be at most ${maxRows}`;
    issues.push({ path: "sweep", value: rows, message });
  }
  return aim === "delay" ? issues : [...issues, ...singleReceiverIssues(scenario2, values, aim)];
}
function singleReceiverIssues(scenario2, values, aim) {
  const antennas2 = values["receiver.antennas"] ?? [scenario2.receiver.antennas];
  const path = (i2) => formatPath(
    values["receiver.antennas"] ? ["sweep", "receiver.antennas", i2] : ["scenario", "receiver", "antennas"]
  );
  return antennas2.flatMap(
    (value2, i2) => value2 === 1 ? [{ path: path(i2), value: value2, message: singleReceiver(aim) }] : []
  );
}

// bindings/monte-carlo/plan.ts
var chunkWork = 8192;
function chunkPlan(experiment2) {
  const { draws, placement: placement2, scenario: scenario2, fidelity: fidelity2, fractions, rates, sweep: sweep2 } = experiment2;
  const devices = placement2.shape === "given" ? placement2.positions.length : placement2.count;
  const antennas2 = Math.max(...sweep2["transmitter.antennas"] ?? [scenario2.transmitter.antennas]);
  const rank = Math.max(1, Math.min(devices, antennas2) / 8);
  const points = combinationCount(sweep2) * ((fractions ?? rates).length + 2);
  const harder = (fidelity2 === "coupled" ? 20 : 1) * (scenario2.signal === "superposed" ? 300 : 1);
  const work = points * rank * rank * rank * rank * harder;
  let size = 4096;
  while (size > 1 && size * work > chunkWork) size /= 2;
  return { size, chunks: Math.ceil(draws / size) };
}
function chunkRange(experiment2, plan, i2) {
  const first = i2 * plan.size;
  return { first, count: Math.min(plan.size, experiment2.draws - first) };
}

// bindings/monte-carlo/run.ts
var ahead = 2;
var callback = custom((value2) => typeof value2 === "function", "must be a function");
var isSignal = (value2) => isObject(value2) && "aborted" in value2 && "addEventListener" in value2;
var optionRules = (chunks) => strictObject(
  {
    workers: optional(numberIn({ min: 1, max: 1024, integer: true })),
    signal: optional(custom(isSignal, "must be an AbortSignal")),
    stop: optional(custom(isSignal, "must be an AbortSignal")),
    onProgress: optional(callback),
    chunks: optional(
      array(numberIn({ min: 0, max: chunks - 1, integer: true }), "must be an array of chunks")
    ),
    wasm: optional(any())
  },
  "must be an object with any of workers, signal, stop, onProgress, chunks, wasm"
);
async function* runMonteCarlo(platform2, input, options2) {
  const { output: experiment2, issues } = checkExperiment(input);
  if (issues.length > 0) throw new InputError(issues);
  const plan = chunkPlan(experiment2);
  const checked = check(optionRules(plan.chunks), options2, "options");
  if (checked.issues.length > 0) throw new InputError(checked.issues);
  const { signal: signal2, stop, onProgress, wasm } = options2;
  signal2?.throwIfAborted();
  const workers = options2.workers ?? await defaultWorkers();
  const module = await compile(wasm ?? platform2.wasm());
  signal2?.throwIfAborted();
  const range2 = (chunk) => chunkRange(experiment2, plan, chunk);
  const nameOf3 = (chunk) => {
    const { first, count: count3 } = range2(chunk);
    return `draws ${first} to ${first + count3 - 1}`;
  };
  const pool = new Pool(
    platform2.startWorker,
    { module, job: { kind: "draws", experiment: experiment2 } },
    workers,
    nameOf3
  );
  const abort = () => pool.close(signal2.reason);
  signal2?.addEventListener("abort", abort, { once: true });
  const total = options2.chunks?.length ?? plan.chunks;
  const chunkAt = (i2) => options2.chunks?.[i2] ?? i2;
  const progress = { draws: 0, totalDraws: 0, rows: 0, unsolved: 0 };
  progress.totalDraws = options2.chunks ? options2.chunks.reduce((sum, chunk) => sum + range2(chunk).count, 0) : experiment2.draws;
  const compute3 = async (chunk) => {
    const batch = await pool.run(chunk);
    progress.draws += batch.count;
    progress.rows += batch.draws.status.length;
    progress.unsolved += batch.draws.status.reduce((sum, code) => sum + (code === unsolved2 ? 1 : 0), 0);
    onProgress?.({ ...progress });
    return batch;
  };
  try {
    const pending = [];
    let next = 0;
    for (; ; ) {
      while (next < total && pending.length < ahead * workers && !stop?.aborted) {
        const batch2 = compute3(chunkAt(next++));
        batch2.catch(() => {
        });
        pending.push(batch2);
      }
      const batch = await pending.shift();
      signal2?.throwIfAborted();
      if (batch === void 0) return;
      yield batch;
      signal2?.throwIfAborted();
    }
  } finally {
    signal2?.removeEventListener("abort", abort);
    pool.close(null);
  }
}
var unsolved2 = rowStatuses.indexOf("unsolved");

// bindings/solver/format.ts
var csvColumns = [
  "rateFloor",
  "status",
  "rate",
  "total",
  "delay",
  "angle",
  "position",
  "slope",
  "lowerBound",
  "gap",
  "lmi",
  "iterations"
];
var boundColumns = ["bound", "rateBound"];
function formatCsv(result2) {
  const columns2 = answersBounds(result2) ? [...csvColumns, ...boundColumns] : csvColumns;
  const lines2 = result2.points.map((point) => columns2.map((column2) => cell(field(point, column2))).join(","));
  return [columns2.join(","), ...lines2, ""].join("\n");
}
function answersBounds({ points }) {
  return points.some(({ bound }) => bound !== void 0);
}
function field(point, column2) {
  switch (column2) {
    case "total":
    case "delay":
    case "angle":
    case "position":
      return point.crb === null ? null : point.crb[column2];
    default:
      return point[column2] ?? null;
  }
}
function cell(value2) {
  return value2 === null ? "" : String(value2);
}
function formatJson(value2) {
  return stringify(value2, "") + "\n";
}
function stringify(value2, indent) {
  if (typeof value2 !== "object" || value2 === null) return JSON.stringify(value2);
  const inner2 = indent + "  ";
  if (Array.isArray(value2)) {
    if (value2.every((item) => typeof item !== "object" || item === null)) return JSON.stringify(value2);
    return `[
${value2.map((item) => inner2 + stringify(item, inner2)).join(",\n")}
${indent}]`;
  }
  const entries = Object.entries(value2).filter(([, item]) => item !== void 0);
  if (entries.length === 0) return "{}";
  if (entries.every(([, item]) => isPlain(item))) {
    return `{ ${entries.map(([key, item]) => `${JSON.stringify(key)}: ${stringify(item, inner2)}`).join(", ")} }`;
  }
  const lines2 = entries.map(([key, item]) => `${inner2}${JSON.stringify(key)}: ${stringify(item, inner2)}`);
  return `{
${lines2.join(",\n")}
${indent}}`;
}
function isPlain(value2) {
  if (Array.isArray(value2)) return value2.length <= 2 && value2.every((item) => typeof item === "number");
  return typeof value2 !== "object" || value2 === null;
}
function digits(value2) {
  return value2 === null ? "\u2013" : value2.toPrecision(6);
}
function formatTable(result2) {
  const { points, silent } = result2;
  const facts = [
    ["fidelity", result2.fidelity],
    ["objective", result2.objective],
    ["maxRate", withUnit(result2.maxRate, "bps/Hz")],
    [
      "freeRate",
      withUnit(result2.freeRate, "bps/Hz") + (result2.freeRate === null ? "" : ", free of cost up to here")
    ]
  ];
  if (silent.length > 0) facts.push(["silent", silent.map((index) => `devices[${index}]`).join(", ")]);
  const asked = answersBounds(result2);
  const rows = points.map(({ bound, rateFloor, status, rate, crb, slope, gap, iterations }) => [
    ...asked ? [digits(bound ?? null)] : [],
    digits(rateFloor),
    status,
    digits(rate),
    digits(crb?.total ?? null),
    digits(crb?.delay ?? null),
    digits(crb?.angle ?? null),
    digits(crb?.position ?? null),
    digits(slope),
    gap === null ? "\u2013" : gap.toExponential(1),
    String(iterations)
  ]);
  const head = [
    [
      ...asked ? ["within"] : [],
      ...["floor", "status", "rate", "total", "delay", "angle", "position", "slope", "gap", "iterations"]
    ],
    [
      ...asked ? [result2.objective] : [],
      ...["bps/Hz", "", "bps/Hz", "s\xB2+rad\xB2", "s\xB2", "rad\xB2", "m\xB2", "per bps/Hz", "relative", ""]
    ]
  ];
  const reasons2 = points.flatMap(
    ({ rateFloor, reason: reason3 }) => reason3 === void 0 ? [] : [`at ${digits(rateFloor)} bps/Hz: ${reason3}`]
  );
  return [...align(facts, [0, 1]), "", ...align([...head, ...rows], [asked ? 2 : 1]), ...reasons2, ""].join(
    "\n"
  );
}
function formatEvaluation(evaluation) {
  const { rate, power, crb, lmi, optimum, excess, reason: reason3, adjusted } = evaluation;
  const best = optimum.crb;
  const rows = [
    ["", "given", `optimum (${optimum.status})`, ""],
    ["total", digits(crb.total), digits(best?.total ?? null), "s\xB2+rad\xB2"],
    ["delay", digits(crb.delay), digits(best?.delay ?? null), "s\xB2"],
    ["angle", digits(crb.angle), digits(best?.angle ?? null), "rad\xB2"],
    ["position", digits(crb.position), digits(best?.position ?? null), "m\xB2"],
    ["lower bound", "", digits(optimum.lowerBound), "of the objective"]
  ];
  const no = reason3 === void 0 ? "\u2013" : `\u2013: ${reason3}`;
  const facts = [
    ["rate", withUnit(rate, "bps/Hz")],
    ["power", withUnit(power, "W")],
    ["lmi", digits(lmi)],
    ["excess", excess === null ? no : `${digits(excess)} above the lower bound, relative`],
    ...adjusted === null ? [] : [["adjusted", adjustments(adjusted)]]
  ];
  return [...align(facts, [0, 1]), "", ...align(rows, [0, 3]), ""].join("\n");
}
function adjustments({ asymmetry, negative, power }) {
  const parts = [
    [asymmetry, "made Hermitian: it was off by ", "of its largest entry"],
    [negative, "made positive semidefinite: \u03BB_min was \u2212", "of \u03BB_max"],
    [power, "scaled to P0: its power was above by ", "of it"]
  ];
  return parts.filter(([amount]) => amount > 0).map(([amount, what, of]) => what + digits(amount) + " " + of).join("; ");
}
function withUnit(value2, unit) {
  return value2 === null ? "\u2013" : `${digits(value2)} ${unit}`;
}
function align(rows, left) {
  const widths = [];
  for (const row of rows) row.forEach((text2, i2) => widths[i2] = Math.max(widths[i2] ?? 0, text2.length));
  return rows.map(
    (row) => row.map((text2, i2) => left.includes(i2) ? text2.padEnd(widths[i2]) : text2.padStart(widths[i2])).join("  ").trimEnd()
  );
}
function formatBeamformingCsv({ beamformer, excitation, symbols: symbols2 }) {
  const parts = { beamformer, excitation, symbols: symbols2 };
  const lines2 = Object.entries(parts).flatMap(
    ([name, matrix2]) => matrix2 === null ? [] : matrix2.re.flatMap((row, i2) => row.map((re, j) => `${name},${i2},${j},${re},${matrix2.im[i2][j]}`))
  );
  return ["matrix,row,column,re,im", ...lines2, ""].join("\n");
}

// bindings/input/json-error.ts
var space = /[ \t\n\r]*/y;
var scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
var string2 = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
function scanJson(text2) {
  let duplicate = null;
  const keys = [];
  const note = (offset, raw) => {
    const key = raw.includes("\\") ? JSON.parse(raw) : raw.slice(1, -1);
    const known2 = keys[keys.length - 1];
    if (known2.has(key)) duplicate ??= { key, offset };
    known2.add(key);
  };
  return { end: scan(text2, keys, note), duplicate };
}
function scan(text2, keys, note) {
  const open4 = [];
  let state = "value";
  let at = 0;
  const match = (pattern2) => {
    pattern2.lastIndex = at;
    const found = pattern2.test(text2);
    if (found) at = pattern2.lastIndex;
    return found;
  };
  const close = () => {
    if (open4.pop() === "{") keys.pop();
    state = "after value";
  };
  const take = (character) => {
    if (text2[at] !== character) return false;
    at++;
    return true;
  };
  for (; ; ) {
    match(space);
    if (state === "after value") {
      const inside = open4.at(-1);
      if (inside === void 0) return at;
      if (take(",")) state = inside === "{" ? "key" : "value";
      else if (take(inside === "{" ? "}" : "]")) close();
      else return at;
    } else if (state === "key" || state === "key or }") {
      if (state === "key or }" && take("}")) {
        close();
        continue;
      }
      const start = at;
      if (!match(string2) || !take('"')) return at;
      note(start, text2.slice(start, at));
      match(space);
      if (!take(":")) return at;
      state = "value";
    } else if (state === "value or ]" && take("]")) {
      close();
    } else if (take("{")) {
      open4.push("{");
      keys.push(/* @__PURE__ */ new Set());
      state = "key or }";
    } else if (take("[")) {
      open4.push("[");
      state = "value or ]";
    } else {
      if (text2[at] === '"' ? !(match(string2) && take('"')) : !match(scalar)) return at;
      state = "after value";
    }
  }
}

// bindings/input/json.ts
function parseJson(data, name) {
  let text2;
  try {
    text2 = typeof data === "string" ? data : new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch (cause) {
    throw new SyntaxError(`${name} is not UTF-8 text, and so not JSON`, { cause });
  }
  let value2;
  try {
    value2 = JSON.parse(text2);
  } catch (cause) {
    const at2 = place(text2, scanJson(text2).end);
    throw new SyntaxError(`${name}${at2} is not JSON: ${cause.message}`, { cause });
  }
  const { duplicate } = scanJson(text2);
  if (duplicate === null) return value2;
  const at = place(text2, duplicate.offset);
  throw new SyntaxError(`${name}${at} has ${JSON.stringify(duplicate.key)} twice in one object`);
}
function place(text2, offset) {
  const before = text2.slice(0, offset).split("\n");
  return `:${before.length}:${before[before.length - 1].length + 1}`;
}

// bindings/monte-carlo/format-summary.ts
function formatSummary({ draws, objective: objective2, entries }) {
  const facts = [
    ["draws", String(draws)],
    ["objective", objective2]
  ];
  const paths = Object.keys(entries[0].sweep);
  const columns2 = ["optimal"];
  if (entries.some(({ counts }) => counts.stationary > 0)) columns2.push("stationary");
  const floorName = entries[0].fraction === null ? "rateFloor" : "fraction";
  const rows = entries.map((entry) => {
    const bound = entry[boundOf[objective2]];
    const others = rowStatuses.filter((status) => !columns2.includes(status) && entry.counts[status] > 0);
    return [
      ...Object.values(entry.sweep).map(String),
      String(entry[floorName]),
      ...columns2.map((status) => String(entry.counts[status])),
      ...[bound?.mean, bound?.q05, bound?.q50, bound?.q95].map((value2) => digits(value2 ?? null)),
      digits(entry.maxRate?.q50 ?? null),
      others.map((status) => `${entry.counts[status]} ${status}`).join(", ")
    ];
  });
  const head = [...paths, floorName, ...columns2, "mean", "q05", "q50", "q95", "maxRate q50", ""];
  return [...align(facts, [0, 1]), "", ...align([head, ...rows], [head.length - 1]), ""].join("\n");
}

// bindings/simulate/format.ts
var digits2 = (value2) => value2 === null ? "\u2013" : value2.toPrecision(4);
function formatSimulation(result2) {
  const { sampling, devices, trials, missed, unlocated } = result2;
  const facts = [
    [
      "covariance",
      `${result2.fidelity}, ${result2.objective}, ${result2.status} at ${digits2(result2.rateFloor)} bps/Hz`
    ],
    ["rate", `${digits2(result2.rate)} bps/Hz, rank ${result2.rank}`],
    ["trials", `${trials}, seed ${result2.seed}`],
    [
      "sampling",
      `${sampling.samples} a symbol, moves the root bounds by ${percent(sampling.error)}` + (sampling.clearance === null ? "" : `; jumps ${digits2(sampling.clearance)} standard deviations from samples`)
    ]
  ];
  const rows = devices.flatMap((device2, i2) => {
    if (device2 === null) return [];
    const line = (name, unit) => {
      const accuracy = device2[name];
      return accuracy === null ? [] : [[`devices[${i2}]`, name, unit, ...cells(accuracy)]];
    };
    return [...line("delay", "s"), ...line("angle", "rad"), ...line("position", "m")];
  });
  const head = [["", "", "", "rmse", "95 % interval", "printed", "decoupled", "coupled", "rmse/coupled"]];
  const notes = [];
  if (sampling.error > 0.01) notes.push("Sampling moves the bounds by more than 1 %: compare with care.");
  if (sampling.clearance !== null && sampling.clearance < 5)
    notes.push(
      "A jump of the pulse lies close to a sample: the delay can be known better than the bound says."
    );
  if (missed > 0)
    notes.push(`${missed} of ${trials} searches ended on a hill lower than the one by the truth.`);
  if (unlocated > 0)
    notes.push(`${unlocated} estimates have a delay shorter than the direct path's: no place fits them.`);
  return [...align(facts, [0, 1]), "", ...align([...head, ...rows], [0, 1, 2]), ...notes, ""].join("\n");
}
function cells({ rmse, interval: interval2, printed, decoupled, coupled, ratio }) {
  const [low, high] = interval2;
  return [
    digits2(rmse),
    `${digits2(low)} to ${digits2(high)}`,
    digits2(printed),
    digits2(decoupled),
    digits2(coupled),
    ratio === null ? "\u2013" : ratio.toFixed(3)
  ];
}
function percent(part2) {
  return `${(100 * part2).toPrecision(2)} %`;
}

// bindings/verify/linalg.ts
var unitRoundoff = 2 ** -53;
function zeroVector(length2) {
  return { re: new Array(length2).fill(0), im: new Array(length2).fill(0) };
}
function zeroMatrix(rows, columns2) {
  return { re: zeroReal(rows, columns2), im: zeroReal(rows, columns2) };
}
function zeroReal(rows, columns2) {
  return Array.from({ length: rows }, () => new Array(columns2).fill(0));
}
function inner(x2, y) {
  let re = 0;
  let im = 0;
  for (let i2 = 0; i2 < x2.re.length; i2++) {
    re += x2.re[i2] * y.re[i2] + x2.im[i2] * y.im[i2];
    im += x2.re[i2] * y.im[i2] - x2.im[i2] * y.re[i2];
  }
  return { re, im };
}
function squaredNorm(x2) {
  let sum = 0;
  for (let i2 = 0; i2 < x2.re.length; i2++) sum += x2.re[i2] * x2.re[i2] + x2.im[i2] * x2.im[i2];
  return sum;
}
function addOuter(A, u, weight) {
  for (let i2 = 0; i2 < u.re.length; i2++) {
    for (let j = 0; j < u.re.length; j++) {
      A.re[i2][j] += weight * (u.re[i2] * u.re[j] + u.im[i2] * u.im[j]);
      A.im[i2][j] += weight * (u.im[i2] * u.re[j] - u.re[i2] * u.im[j]);
    }
  }
}
function outerProduct(V) {
  const n = V.re.length;
  const R = zeroMatrix(n, n);
  for (let k = 0; k < V.re[0].length; k++) addOuter(R, column(V, k), 1);
  return R;
}
function column(A, k) {
  return { re: A.re.map((row) => row[k]), im: A.im.map((row) => row[k]) };
}
function squares(V) {
  let sum = 0;
  for (let k = 0; k < V.re[0].length; k++) sum += squaredNorm(column(V, k));
  return sum;
}
function beside(A, B) {
  return {
    re: A.re.map((row, i2) => [...row, ...B.re[i2]]),
    im: A.im.map((row, i2) => [...row, ...B.im[i2]])
  };
}
function largestEntry(A) {
  let largest2 = 0;
  A.re.forEach((row, i2) => row.forEach((x2, j) => largest2 = Math.max(largest2, Math.hypot(x2, A.im[i2][j]))));
  return largest2;
}
function hermitianEigen(A) {
  const n = A.re.length;
  const re = A.re.map((row) => [...row]);
  const im = A.im.map((row) => [...row]);
  const vectors = zeroMatrix(n, n);
  for (let i2 = 0; i2 < n; i2++) vectors.re[i2][i2] = 1;
  const negligible = 1e-18 * largestEntry(A);
  for (let sweep2 = 0, rotated = true; rotated && sweep2 < 60; sweep2++) {
    rotated = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const modulus = Math.hypot(re[p][q], im[p][q]);
        if (!(modulus > negligible)) continue;
        rotated = true;
        const phase = { re: re[p][q] / modulus, im: -im[p][q] / modulus };
        const half = (re[q][q] - re[p][p]) / (2 * modulus);
        const t = (half >= 0 ? 1 : -1) / (Math.abs(half) + Math.hypot(half, 1));
        const c = 1 / Math.hypot(t, 1);
        const s = t * c;
        rotateColumns({ re, im }, p, q, c, s, phase);
        rotateRows({ re, im }, p, q, c, s, phase);
        re[p][q] = im[p][q] = re[q][p] = im[q][p] = im[p][p] = im[q][q] = 0;
        rotateColumns(vectors, p, q, c, s, phase);
      }
    }
  }
  return { values: re.map((row, i2) => row[i2]), vectors };
}
function rotateColumns(A, p, q, c, s, phase) {
  for (let i2 = 0; i2 < A.re.length; i2++) {
    const pr = A.re[i2][p];
    const pi = A.im[i2][p];
    const qr = A.re[i2][q] * phase.re - A.im[i2][q] * phase.im;
    const qi = A.re[i2][q] * phase.im + A.im[i2][q] * phase.re;
    A.re[i2][p] = c * pr - s * qr;
    A.im[i2][p] = c * pi - s * qi;
    A.re[i2][q] = s * pr + c * qr;
    A.im[i2][q] = s * pi + c * qi;
  }
}
function rotateRows(A, p, q, c, s, phase) {
  for (let i2 = 0; i2 < A.re.length; i2++) {
    const pr = A.re[p][i2];
    const pi = A.im[p][i2];
    const qr = A.re[q][i2] * phase.re + A.im[q][i2] * phase.im;
    const qi = A.im[q][i2] * phase.re - A.re[q][i2] * phase.im;
    A.re[p][i2] = c * pr - s * qr;
    A.im[p][i2] = c * pi - s * qi;
    A.re[q][i2] = s * pr + c * qr;
    A.im[q][i2] = s * pi + c * qi;
  }
}
function largestEigenvalue(A) {
  return Math.max(...hermitianEigen(A).values);
}
function invertPositive(A) {
  const n = A.length;
  const scale = A.map((row, i2) => 1 / Math.sqrt(row[i2]));
  const lower = zeroReal(n, n);
  for (let i2 = 0; i2 < n; i2++) {
    for (let j = 0; j <= i2; j++) {
      let sum = A[i2][j] * scale[i2] * scale[j];
      for (let k = 0; k < j; k++) sum -= lower[i2][k] * lower[j][k];
      if (i2 === j && !(sum > 0)) return null;
      lower[i2][j] = i2 === j ? Math.sqrt(sum) : sum / lower[j][j];
    }
  }
  const M = zeroReal(n, n);
  for (let j = 0; j < n; j++) {
    for (let i2 = j; i2 < n; i2++) {
      let sum = i2 === j ? 1 : 0;
      for (let k = j; k < i2; k++) sum -= lower[i2][k] * M[k][j];
      M[i2][j] = sum / lower[i2][i2];
    }
  }
  const inverse = zeroReal(n, n);
  for (let i2 = 0; i2 < n; i2++) {
    for (let j = 0; j < n; j++) {
      for (let k = Math.max(i2, j); k < n; k++) inverse[i2][j] += M[k][i2] * M[k][j];
      inverse[i2][j] *= scale[i2] * scale[j];
    }
  }
  return inverse;
}

// bindings/verify/rate.ts
function beamed(device2, V) {
  const columns2 = V.re[0].length;
  const out = zeroVector(columns2);
  const { re, im } = device2.transmit;
  for (let m = 0; m < re.length; m++) {
    for (let k = 0; k < columns2; k++) {
      out.re[k] += V.re[m][k] * re[m] - V.im[m][k] * im[m];
      out.im[k] -= V.re[m][k] * im[m] + V.im[m][k] * re[m];
    }
  }
  return out;
}
function directedPowers(model2, V) {
  return model2.devices.map((device2) => squaredNorm(beamed(device2, V)));
}
function stackedColumns(model2, V) {
  const snr = Math.sqrt(model2.symbolCount / model2.noise);
  return model2.devices.map((device2) => {
    const beam2 = beamed(device2, V);
    const w = { re: [], im: [] };
    for (let m = 0; m < model2.receiveAntennas; m++) {
      const r = snr * device2.amplitude * device2.receive.re[m];
      const i2 = snr * device2.amplitude * device2.receive.im[m];
      for (let k = 0; k < beam2.re.length; k++) {
        w.re.push(r * beam2.re[k] + i2 * beam2.im[k]);
        w.im.push(i2 * beam2.re[k] - r * beam2.im[k]);
      }
    }
    return w;
  });
}
function stackedFactor(w) {
  const triangle = zeroMatrix(w.length, w.length);
  const pivots = [];
  let logDet = 0;
  for (let j = 0; j < w.length; j++) {
    const x2 = squaredNorm(w[j]);
    pivots.push(x2);
    const norm = Math.sqrt(1 + x2);
    logDet += Math.log1p(x2);
    triangle.re[j][j] = norm;
    for (let l = j + 1; l < w.length; l++) {
      if (x2 === 0) continue;
      const first = takeOut(w[j], w[l], x2);
      const second = takeOut(w[j], w[l], x2);
      const re = (first.re + second.re) / norm;
      const im = (first.im + second.im) / norm;
      triangle.re[j][l] = re;
      triangle.im[j][l] = im;
      addMultiple(w[l], w[j], re / x2, im / x2);
    }
  }
  return { logDet, triangle, pivots };
}
function takeOut(a, b, squared) {
  const overlap2 = inner(a, b);
  addMultiple(b, a, -overlap2.re / squared, -overlap2.im / squared);
  return overlap2;
}
function addMultiple(b, a, re, im) {
  for (let i2 = 0; i2 < b.re.length; i2++) {
    b.re[i2] += a.re[i2] * re - a.im[i2] * im;
    b.im[i2] += a.re[i2] * im + a.im[i2] * re;
  }
}
function rateOf(model2, V) {
  return stackedFactor(stackedColumns(model2, V)).logDet / (model2.symbolCount * Math.LN2);
}
function rateDual(model2, V) {
  const T = stackedFactor(stackedColumns(model2, V)).triangle;
  const n = T.re.length;
  const K = zeroMatrix(n, n);
  for (let j = 0; j < n; j++) {
    for (let i2 = j; i2 >= 0; i2--) {
      let re = i2 === j ? 1 : 0;
      let im = 0;
      for (let k = i2 + 1; k <= j; k++) {
        re -= T.re[i2][k] * K.re[k][j] - T.im[i2][k] * K.im[k][j];
        im -= T.re[i2][k] * K.im[k][j] + T.im[i2][k] * K.re[k][j];
      }
      K.re[i2][j] = re / T.re[i2][i2];
      K.im[i2][j] = im / T.re[i2][i2];
    }
  }
  return K;
}
function rateAdjoint(model2, K) {
  const size = model2.transmitAntennas;
  const snr = Math.sqrt(model2.symbolCount / model2.noise);
  const sum = zeroMatrix(size, size);
  for (let j = 0; j < model2.devices.length; j++) {
    for (let m = 0; m < model2.receiveAntennas; m++) {
      const u = zeroVector(size);
      model2.devices.forEach(({ amplitude, receive, transmit }, l) => {
        const re = snr * amplitude * (receive.re[m] * K.re[l][j] - receive.im[m] * K.im[l][j]);
        const im = snr * amplitude * (receive.re[m] * K.im[l][j] + receive.im[m] * K.re[l][j]);
        if (re === 0 && im === 0) return;
        for (let t = 0; t < size; t++) {
          u.re[t] += re * transmit.re[t] - im * transmit.im[t];
          u.im[t] -= re * transmit.im[t] + im * transmit.re[t];
        }
      });
      addOuter(sum, u, 1);
    }
  }
  return sum;
}

// bindings/verify/coupled.ts
function parameters(model2) {
  const L = model2.devices.length;
  const delays = model2.devices.map((_, l) => ({ device: l, angle: false, row: l }));
  const angles2 = model2.devices.map((_, l) => ({ device: l, angle: true, row: L + l }));
  return [...delays, ...angles2.filter(({ device: device2 }) => model2.devices[device2].angleObservable)];
}
function objectiveColumns(model2, objective2) {
  const L = model2.devices.length;
  const rows = model2.receiveAntennas === 1 ? L : 2 * L;
  for (const device2 of model2.devices) {
    const missing3 = objective2 === "position" ? device2.toPlane === null : !device2.angleObservable;
    if (missing3 && objective2 !== "delay") {
      throw new Error(`devices[${device2.index}]: its ${objective2} is unobservable`);
    }
  }
  const B = zeroReal(rows, objective2 === "delay" || objective2 === "angle" ? L : 2 * L);
  model2.devices.forEach((device2, l) => {
    if (objective2 === "delay" || objective2 === "sum") B[l][l] = 1;
    if (objective2 === "sum") B[L + l][L + l] = 1;
    if (objective2 === "angle") B[L + l][l] = 1;
    if (objective2 === "position") {
      device2.toPlane.forEach(([delay, angle2], axis) => {
        B[l][axis * L + l] = delay;
        B[L + l][axis * L + l] = angle2;
      });
    }
  });
  return B;
}
function fisher(model2, V) {
  const unknowns = parameters(model2);
  const C = coefficients(model2);
  const beams = model2.devices.map((device2) => beamed(device2, V));
  return unknowns.map(
    (p, i2) => unknowns.map((q, j) => {
      const power = inner(beams[q.device], beams[p.device]);
      return C.re[i2][j] * power.re - C.im[i2][j] * power.im;
    })
  );
}
function fisherAdjoint(model2, Y) {
  const rows = parameters(model2).map(({ row }) => Y[row]);
  const product = (a, b) => a.reduce((sum, y, column2) => sum + y * b[column2], 0);
  return informationAdjoint(
    model2,
    rows.map((a) => rows.map((b) => product(a, b)))
  );
}
function informationAdjoint(model2, W) {
  const unknowns = parameters(model2);
  const C = coefficients(model2);
  const L = model2.devices.length;
  const pairs = zeroMatrix(L, L);
  unknowns.forEach(
    (p, i2) => unknowns.forEach((q, j) => {
      pairs.re[p.device][q.device] += W[i2][j] * C.re[i2][j];
      pairs.im[p.device][q.device] += W[i2][j] * C.im[i2][j];
    })
  );
  const A = zeroMatrix(model2.transmitAntennas, model2.transmitAntennas);
  for (let p = 0; p < L; p++) {
    for (let q = 0; q < L; q++) {
      const a = model2.devices[p].transmit;
      const b = model2.devices[q].transmit;
      for (let m = 0; m < model2.transmitAntennas; m++) {
        for (let n = 0; n < model2.transmitAntennas; n++) {
          const re = a.re[m] * b.re[n] + a.im[m] * b.im[n];
          const im = a.re[m] * b.im[n] - a.im[m] * b.re[n];
          A.re[m][n] += pairs.re[p][q] * re - pairs.im[p][q] * im;
          A.im[m][n] += pairs.re[p][q] * im + pairs.im[p][q] * re;
        }
      }
    }
  }
  return A;
}
var known = /* @__PURE__ */ new WeakMap();
function coefficients(model2) {
  const before = known.get(model2);
  if (before) return before;
  const unknowns = parameters(model2);
  const C = zeroMatrix(unknowns.length, unknowns.length);
  const scale = 2 * model2.symbolCount / (model2.noise * model2.symbolDuration);
  const correlations = model2.devices.map(
    (p) => model2.devices.map((q) => model2.pulse.correlations(p.delay - q.delay))
  );
  unknowns.forEach(
    (p, i2) => unknowns.forEach((q, j) => {
      const first = model2.devices[p.device];
      const second = model2.devices[q.device];
      const forward = correlations[p.device][q.device];
      const backward = correlations[q.device][p.device];
      const pulse2 = p.angle ? q.angle ? forward.gg : -backward.gd : q.angle ? -forward.gd : forward.dd;
      const space2 = inner(p.angle ? turned(first) : first.receive, q.angle ? turned(second) : second.receive);
      const weight = scale * first.amplitude * second.amplitude * pulse2;
      C.re[i2][j] = weight * space2.re;
      C.im[i2][j] = weight * space2.im;
    })
  );
  known.set(model2, C);
  return C;
}
function turned({ receive, wavenumber }) {
  return {
    re: receive.im.map((x2, m) => -wavenumber * m * x2),
    im: receive.re.map((x2, m) => wavenumber * m * x2)
  };
}

// bindings/verify/bounds.ts
function boundsOf(model2, V, fidelity2) {
  return totalled(
    model2,
    fidelity2 === "coupled" ? coupledBounds(model2, V) : separateBounds(model2, V, fidelity2)
  );
}
function totalled(model2, active) {
  const devices = new Array(model2.deviceCount).fill(null);
  model2.devices.forEach((device2, l) => devices[device2.index] = active[l]);
  const sum = (part2) => sumOrNull(active.map((device2) => device2[part2]));
  const delay = sum("delay");
  const angle2 = sum("angle");
  return { crb: { total: sumOrNull([delay, angle2]), delay, angle: angle2, position: sum("position") }, devices };
}
function sumOrNull(terms) {
  return terms.reduce((sum, term) => sum === null || term === null ? null : sum + term, 0);
}
function objectiveOf(crb, objective2) {
  return objective2 === "sum" ? crb.total : crb[objective2];
}
function kappas(model2, fidelity2, objective2) {
  return model2.devices.map((device2) => {
    const { delay, angle: angle2, position } = unitBounds(model2, device2, fidelity2);
    const parts = { sum: delay !== null && angle2 !== null ? delay + angle2 : null, delay, angle: angle2, position };
    const kappa = parts[objective2];
    if (kappa === null) throw new Error(`devices[${device2.index}]: its ${objective2} is unobservable`);
    return kappa;
  });
}
function separateBounds(model2, V, fidelity2) {
  const powers2 = directedPowers(model2, V);
  return model2.devices.map((device2, l) => {
    const unit = unitBounds(model2, device2, fidelity2);
    const at = (kappa) => kappa === null ? null : kappa / powers2[l];
    return { delay: at(unit.delay), angle: at(unit.angle), position: at(unit.position) };
  });
}
function unitBounds(model2, device2, fidelity2) {
  const { energy, bandwidth, edge: edge2 } = model2.pulse;
  const M = model2.receiveAntennas;
  const A = energy * bandwidth * M;
  if (M === 1) return { delay: 1 / (A * device2.xi), angle: null, position: null };
  const B = fidelity2 === "printed" ? edge2 * M * (M - 1) / 2 : 0;
  const C = energy * M * (M - 1) * (2 * M - 1) / 6;
  const determinant = A * C - B * B;
  const delay = C / determinant / device2.xi;
  if (!device2.angleObservable) return { delay, angle: null, position: null };
  const k = device2.wavenumber;
  const angle2 = A / (determinant * k * k) / device2.xi;
  const cross = -B / (determinant * k) / device2.xi;
  return { delay, angle: angle2, position: positionError(device2, delay, cross, angle2) };
}
function positionError(device2, delay, cross, angle2) {
  if (device2.toPlane === null) return null;
  return device2.toPlane.reduce((sum, [g, h]) => sum + g * g * delay + 2 * g * h * cross + h * h * angle2, 0);
}
function coupledBounds(model2, V) {
  const rows = parameters(model2);
  const inverse = invertPositive(fisher(model2, V));
  if (inverse === null) throw new Error("the coupled Fisher information is singular at this covariance");
  return model2.devices.map((device2, l) => {
    const t = rows.findIndex((row) => row.device === l && !row.angle);
    const p = rows.findIndex((row) => row.device === l && row.angle);
    const delay = inverse[t][t];
    if (p < 0) return { delay, angle: null, position: null };
    return {
      delay,
      angle: inverse[p][p],
      position: positionError(device2, delay, inverse[t][p], inverse[p][p])
    };
  });
}
function coupledDual(model2, V, objective2) {
  const rows = parameters(model2);
  const inverse = invertPositive(fisher(model2, V));
  if (inverse === null) throw new Error("the coupled Fisher information is singular at this covariance");
  const B = objectiveColumns(model2, objective2);
  const Y = B.map((row) => row.map(() => 0));
  rows.forEach(
    (to, i2) => rows.forEach((from, j) => B[from.row].forEach((b, column2) => Y[to.row][column2] += inverse[i2][j] * b))
  );
  return Y;
}
function lmiOf(model2, V, fidelity2, reported) {
  if (fidelity2 === "coupled" || model2.receiveAntennas === 1) return null;
  const { energy, bandwidth, edge: edge2 } = model2.pulse;
  let smallest = Infinity;
  for (const device2 of model2.devices) {
    const { f, g, h } = traces(device2, V);
    const delayTerm = energy * bandwidth * f;
    const angleTerm = energy * h;
    const off = fidelity2 === "printed" ? Math.abs(edge2) * g / Math.sqrt(delayTerm * angleTerm) : 0;
    const { delay, angle: angle2 } = reported[device2.index] ?? { delay: null, angle: null };
    if (delay !== null) {
      smallest = Math.min(smallest, blockEigenvalue(1 - 1 / (delay * device2.xi * delayTerm), off));
    }
    if (angle2 !== null && device2.angleObservable) {
      const c = 1 / (device2.wavenumber * device2.wavenumber);
      smallest = Math.min(smallest, blockEigenvalue(1 - c / (angle2 * device2.xi * angleTerm), off));
    }
  }
  return smallest;
}
function traces(device2, V) {
  const beam2 = beamed(device2, V);
  let [f, g, h] = [0, 0, 0];
  for (let m = 0; m < device2.receive.re.length; m++) {
    let row = 0;
    for (let k = 0; k < beam2.re.length; k++) {
      const re = device2.receive.re[m] * beam2.re[k] + device2.receive.im[m] * beam2.im[k];
      const im = device2.receive.im[m] * beam2.re[k] - device2.receive.re[m] * beam2.im[k];
      row += re * re + im * im;
    }
    f += row;
    g += m * row;
    h += m * m * row;
  }
  return { f, g, h };
}
function blockEigenvalue(a, b) {
  const larger = (1 + a) / 2 + Math.hypot((1 - a) / 2, b);
  return (a - b * b) / larger;
}

// bindings/verify/certificate.ts
function lowerBound(model2, fidelity2, objective2, rateFloor, { mu, y, Y, K }) {
  const dual = fidelity2 === "coupled" ? coupledTerm(model2, objective2, Y) : separateTerm(model2, fidelity2, objective2, y);
  const slope = dual.matrix;
  if (mu !== 0) addScaled(slope, rateAdjoint(model2, K), mu);
  const nats = rateFloor * model2.symbolCount * Math.LN2;
  return dual.constant + mu * (nats + dualConstant(K)) - model2.power * largestEigenvalue(slope);
}
function rateUpperBound(model2, K) {
  const nats = -dualConstant(K) + model2.power * largestEigenvalue(rateAdjoint(model2, K));
  return nats / (model2.symbolCount * Math.LN2);
}
function dualConstant(K) {
  let sum = 0;
  K.re.forEach(
    (row, i2) => row.forEach((re, j) => {
      if (i2 === j) sum += 2 * (re < 0.5 ? Math.log(re) : Math.log1p(re - 1)) + (1 - re) * (1 + re);
      else sum -= re * re + K.im[i2][j] * K.im[i2][j];
    })
  );
  return sum;
}
function separateTerm(model2, fidelity2, objective2, y) {
  const matrix2 = zeroMatrix(model2.transmitAntennas, model2.transmitAntennas);
  let constant = 0;
  kappas(model2, fidelity2, objective2).forEach((kappa, l) => {
    constant += 2 * Math.sqrt(kappa) * y[l];
    addOuter(matrix2, conjugate(model2.devices[l].transmit), y[l] * y[l]);
  });
  return { constant, matrix: matrix2 };
}
function coupledTerm(model2, objective2, Y) {
  let constant = 0;
  objectiveColumns(model2, objective2).forEach(
    (row, i2) => row.forEach((b, j) => constant += 2 * b * Y[i2][j])
  );
  return { constant, matrix: fisherAdjoint(model2, Y) };
}
function conjugate(x2) {
  return { re: x2.re, im: x2.im.map((value2) => -value2) };
}
function addScaled(A, B, factor) {
  A.re.forEach(
    (row, i2) => row.forEach((_, j) => {
      A.re[i2][j] += factor * B.re[i2][j];
      A.im[i2][j] += factor * B.im[i2][j];
    })
  );
}

// bindings/verify/checks.ts
var missing2 = "not in the result: make it with --covariance (covariance: true)";
function agree(a, b, relative, absolute = 0) {
  return Math.abs(a - b) <= relative * Math.max(Math.abs(a), Math.abs(b)) + absolute;
}
function show2(value2) {
  return value2 === null ? "null" : String(Number(value2.toPrecision(12)));
}

// bindings/verify/read.ts
var FieldError = class extends Error {
};
function readObject(value2, path, known2) {
  if (typeof value2 !== "object" || value2 === null || Array.isArray(value2)) {
    throw new FieldError(`${path}: must be an object`);
  }
  const unknown2 = known2 && Object.keys(value2).find((key) => !known2.includes(key));
  if (unknown2 !== void 0) throw new FieldError(`${path}.${unknown2}: has no place here`);
  return value2;
}
function readNumber(value2, path, min = -Infinity, max2 = Infinity) {
  if (typeof value2 !== "number" || !Number.isFinite(value2))
    throw new FieldError(`${path}: must be a finite number`);
  if (value2 < min || value2 > max2) throw new FieldError(`${path}: ${value2} is out of range`);
  return value2;
}
function readInteger(value2, path, min, max2) {
  const number3 = readNumber(value2, path, min, max2);
  if (!Number.isInteger(number3)) throw new FieldError(`${path}: must be an integer`);
  return number3;
}
function readNullable(value2, path) {
  return value2 === null ? null : readNumber(value2, path);
}
function readList(value2, path, min = 0, max2 = Infinity) {
  if (!Array.isArray(value2)) throw new FieldError(`${path}: must be a list`);
  if (value2.length < min || value2.length > max2) throw new FieldError(`${path}: has ${value2.length} entries`);
  return value2;
}
function readNumbers(value2, path, length2) {
  return readList(value2, path, length2, length2).map((entry, i2) => readNumber(entry, `${path}[${i2}]`));
}
function readRows(value2, path, rows, columns2) {
  return readList(value2, path, rows, rows).map((row, i2) => readNumbers(row, `${path}[${i2}]`, columns2));
}
function readComplex(value2, path, rows, columns2) {
  const fields = readObject(value2, path, ["re", "im"]);
  const width = columns2 ?? readList(readList(fields.re, `${path}.re`, rows, rows)[0], `${path}.re[0]`, 1, 64).length;
  return {
    re: readRows(fields.re, `${path}.re`, rows, width),
    im: readRows(fields.im, `${path}.im`, rows, width)
  };
}
function readTriangular(value2, path, size) {
  const K = readComplex(value2, path, size, size);
  const filled = (below) => K.re.some((row, i2) => row.some((x2, j) => (below ? j < i2 : j > i2) && (x2 !== 0 || K.im[i2][j] !== 0)));
  if (filled(true) && filled(false)) throw new FieldError(`${path}: must be triangular`);
  for (let i2 = 0; i2 < size; i2++) {
    if (!(K.re[i2][i2] > 0) || K.im[i2][i2] !== 0)
      throw new FieldError(`${path}.re[${i2}][${i2}]: must be positive`);
  }
  return K;
}
function readFidelity(value2) {
  return readOneOf(value2, "fidelity", fidelities);
}
function readObjective(value2) {
  return readOneOf(value2, "objective", objectives);
}
function readOneOf(value2, path, names2) {
  if (!names2.includes(value2)) throw new FieldError(`${path}: must be one of ${names2.join(", ")}`);
  return value2;
}
var scenarioFields = [
  "transmitter",
  "receiver",
  "devices",
  "signal",
  "pulse",
  "symbolDuration",
  "symbolCount",
  "reflection",
  "pathLoss",
  "powerDbm",
  "clutterDbm",
  "noiseDbm"
];
function readScenario(value2) {
  const fields = readObject(value2, "scenario", scenarioFields);
  const number3 = (key, min, max2) => readNumber(fields[key], `scenario.${key}`, min, max2);
  const pathLoss = readObject(fields.pathLoss, "scenario.pathLoss", ["referenceDb", "exponent"]);
  return {
    transmitter: readArray(fields.transmitter, "scenario.transmitter"),
    receiver: readArray(fields.receiver, "scenario.receiver"),
    devices: readList(fields.devices, "scenario.devices", 1, 32).map((entry, i2) => {
      const device2 = readObject(entry, `scenario.devices[${i2}]`, ["position", "symbol", "name"]);
      return {
        position: readVector(device2.position, `scenario.devices[${i2}].position`),
        symbol: readNumber(device2.symbol, `scenario.devices[${i2}].symbol`, 0, 1)
      };
    }),
    signal: readOneOf(fields.signal, "scenario.signal", signals),
    pulse: readPulse(fields.pulse),
    symbolDuration: number3("symbolDuration", Number.MIN_VALUE),
    symbolCount: readInteger(fields.symbolCount, "scenario.symbolCount", 1, Number.MAX_SAFE_INTEGER),
    reflection: number3("reflection", Number.MIN_VALUE, 1),
    pathLoss: {
      referenceDb: readNumber(pathLoss.referenceDb, "scenario.pathLoss.referenceDb"),
      exponent: readNumber(pathLoss.exponent, "scenario.pathLoss.exponent", 0)
    },
    powerDbm: number3("powerDbm", -300, 300),
    clutterDbm: fields.clutterDbm === null ? null : number3("clutterDbm", -300, 300),
    noiseDbm: number3("noiseDbm", -300, 300)
  };
}
function readArray(value2, path) {
  const fields = readObject(value2, path, ["position", "antennas", "spacing", "orientation"]);
  return {
    position: readVector(fields.position, `${path}.position`),
    antennas: readInteger(fields.antennas, `${path}.antennas`, 1, 64),
    spacing: readNumber(fields.spacing, `${path}.spacing`, Number.MIN_VALUE),
    orientation: readNumber(fields.orientation, `${path}.orientation`)
  };
}
function readVector(value2, path) {
  return readNumbers(value2, path, 2);
}
function readPulse(value2) {
  if (value2 === "cosine" || value2 === "sinc" || value2 === "ramp") return value2;
  const samples2 = readList(
    readObject(value2, "scenario.pulse", ["samples"]).samples,
    "scenario.pulse.samples",
    8,
    4096
  );
  return { samples: readNumbers(samples2, "scenario.pulse.samples", samples2.length) };
}

// bindings/verify/fields.ts
function names(fields) {
  return Object.keys(fields).filter((key) => fields[key] !== void 0);
}
function misnamed(fields, path, required, optional3) {
  const at = path === "" ? "" : `${path}.`;
  const missing3 = required.find((key) => fields[key] === void 0);
  if (missing3 !== void 0) return `${at}${missing3}: is missing`;
  const unknown2 = names(fields).find((key) => !required.includes(key) && !optional3.includes(key));
  return unknown2 === void 0 ? null : `${at}${unknown2}: has no place here`;
}
var resultFields = [
  "schemaVersion",
  "version",
  "core",
  "scenario",
  "fidelity",
  "objective",
  "maxRate",
  "maxRateBound",
  "freeRate",
  "silent",
  "points"
];
function checkResultFields(fields) {
  const wrong = misnamed(fields, "", resultFields, ["maxRateFactor", "maxRateCertificate"]);
  if (wrong !== null) throw new FieldError(wrong);
  if (fields.schemaVersion !== 1) throw new FieldError("schemaVersion: must be 1");
  for (const key of ["version", "core"]) {
    if (typeof fields[key] !== "string") throw new FieldError(`${key}: must be a text`);
  }
  if (fields.maxRate !== null) return;
  const left = ["maxRateBound", "freeRate", "maxRateFactor", "maxRateCertificate"].filter(
    (key) => fields[key] !== null && fields[key] !== void 0
  );
  if (left.length > 0) throw new FieldError(`maxRate: is null beside ${left.join(", ")}`);
}
var pointFields = [
  "rateFloor",
  "status",
  "crb",
  "devices",
  "rate",
  "slope",
  "lowerBound",
  "gap",
  "lmi",
  "iterations",
  "rank",
  "realizable"
];
var statusFields = {
  optimal: ["covariance", "factor", "certificate"],
  stationary: ["covariance", "factor", "certificate", "stationarity"],
  boundary: ["covariance", "factor"],
  infeasible: [],
  unsolved: ["covariance", "factor", "certificate", "stationarity", "reason"]
};
function checkPointFields(fields, path, check2) {
  const { status, bound, rateBound, iterations } = fields;
  const optional3 = [...statusFields[String(status)] ?? []];
  if (bound !== void 0) optional3.push("bound", "rateBound");
  if (bound !== void 0 && status === "infeasible") optional3.push("certificate");
  let wrong = misnamed(fields, path, pointFields, optional3);
  if (bound !== void 0 && rateBound === void 0) wrong ??= `${path}.rateBound: is missing`;
  if (!Number.isInteger(iterations) || iterations < 0)
    wrong ??= `${path}.iterations: must be an integer from 0`;
  check2("fields", wrong === null, wrong ?? "as they must be");
}
var witness = "any that attain and prove these numbers will do";
function notChecked(result2, points) {
  const list2 = [];
  const add = (field2, why) => list2.push({ field: field2, why });
  for (const field2 of ["scenario", "fidelity", "objective", "points[].rateFloor", "points[].bound"]) {
    if (field2 !== "points[].bound" || points.some(({ bound }) => bound !== void 0))
      add(field2, "what was asked: the answer is held against it as it stands");
  }
  for (const field2 of ["version", "core", "points[].iterations"]) add(field2, "how it was made");
  const absent = "is not in the result";
  add(
    "freeRate",
    result2.freeRate === null ? absent : "that no other free optimum has more has no certificate"
  );
  for (const field2 of ["maxRateFactor", "maxRateCertificate"]) {
    if (result2[field2] !== void 0) add(field2, witness);
  }
  for (const field2 of ["factor", "certificate"]) {
    if (points.some((point) => point[field2] !== void 0)) add(`points[].${field2}`, witness);
  }
  if (result2.maxRate === null) add("maxRate", absent);
  for (const field2 of ["factor", "covariance", "certificate"]) {
    const lacking = points.some(
      (point) => point[field2] === void 0 && statusFields[String(point.status)]?.includes(field2)
    );
    if (lacking) add(`points[].${field2}`, absent);
  }
  if (points.some(({ factor, rank }) => factor === void 0 && rank !== null))
    add("points[].rank", "a covariance alone bounds it from below only");
  if (points.some(({ stationarity: stationarity2 }) => stationarity2 !== void 0))
    add("points[].stationarity", "only that it is at most 1e-6");
  return list2;
}

// bindings/verify/quadrature.ts
function gaussLegendre(n) {
  const nodes = [];
  const weights = [];
  for (let i2 = 0; i2 < n; i2++) {
    let x2 = Math.cos(Math.PI * (i2 + 0.75) / (n + 0.5));
    let slope = 0;
    for (let step = 0; step < 100; step++) {
      let previous = 1;
      let current = x2;
      for (let k = 2; k <= n; k++) {
        [previous, current] = [current, ((2 * k - 1) * x2 * current - (k - 1) * previous) / k];
      }
      slope = n * (x2 * current - previous) / (x2 * x2 - 1);
      const move = current / slope;
      x2 -= move;
      if (Math.abs(move) < 1e-16) break;
    }
    nodes.push(x2);
    weights.push(2 / ((1 - x2 * x2) * slope * slope));
  }
  return { nodes, weights };
}
function integrate(f, breakpoints, rule) {
  let total = 0;
  for (let i2 = 0; i2 + 1 < breakpoints.length; i2++) {
    const half = (breakpoints[i2 + 1] - breakpoints[i2]) / 2;
    const middle = (breakpoints[i2 + 1] + breakpoints[i2]) / 2;
    let sum = 0;
    for (let k = 0; k < rule.nodes.length; k++) sum += rule.weights[k] * f(middle + half * rule.nodes[k]);
    total += half * sum;
  }
  return total;
}

// bindings/verify/spline.ts
function notAKnotSpline(samples2) {
  const n = samples2.length;
  const h = 1 / (n - 1);
  const M = new Array(n).fill(0);
  const rhs = (i2) => 6 * (samples2[i2 - 1] - 2 * samples2[i2] + samples2[i2 + 1]) / (h * h);
  M[1] = rhs(1) / 6;
  M[n - 2] = rhs(n - 2) / 6;
  const pivot = new Array(n).fill(0);
  const reduced = new Array(n).fill(0);
  for (let i2 = 2; i2 <= n - 3; i2++) {
    const known2 = (i2 === 2 ? M[1] : 0) + (i2 === n - 3 ? M[n - 2] : 0);
    pivot[i2] = i2 === 2 ? 4 : 4 - 1 / pivot[i2 - 1];
    reduced[i2] = rhs(i2) - known2 - (i2 === 2 ? 0 : reduced[i2 - 1] / pivot[i2 - 1]);
  }
  for (let i2 = n - 3; i2 >= 2; i2--) M[i2] = (reduced[i2] - (i2 === n - 3 ? 0 : M[i2 + 1])) / pivot[i2];
  M[0] = 2 * M[1] - M[2];
  M[n - 1] = 2 * M[n - 2] - M[n - 3];
  const interval2 = (u) => Math.min(n - 2, Math.max(0, Math.floor(u * (n - 1))));
  return {
    value(u) {
      const i2 = interval2(u);
      const right = u * (n - 1) - i2;
      const left = 1 - right;
      const bend = (left ** 3 - left) * M[i2] + (right ** 3 - right) * M[i2 + 1];
      return left * samples2[i2] + right * samples2[i2 + 1] + bend * h * h / 6;
    },
    slope(u) {
      const i2 = interval2(u);
      const right = u * (n - 1) - i2;
      const left = 1 - right;
      const bend = (1 - 3 * left * left) * M[i2] + (3 * right * right - 1) * M[i2 + 1];
      return (samples2[i2 + 1] - samples2[i2]) / h + bend * h / 6;
    }
  };
}

// bindings/verify/pulse.ts
function pulseModel(pulse2, symbolDuration) {
  const shape = unitEnergy(shapeOf(pulse2));
  const { dd, gd } = correlate(shape, 0);
  if (!(dd > 1e-18)) throw new Error("pulse: constant, so that it carries no delay information");
  return {
    energy: symbolDuration,
    bandwidth: dd / (symbolDuration * symbolDuration),
    edge: gd,
    // a rule's nodes, then the pieces between the knots of both copies
    terms: shape.rule.nodes.length + 2 * shape.pieces,
    correlations(delay) {
      const unit = correlate(shape, delay / symbolDuration);
      return { gg: unit.gg * symbolDuration, gd: unit.gd, dd: unit.dd / symbolDuration };
    }
  };
}
function shapeOf(pulse2) {
  if (typeof pulse2 === "object") {
    return { ...notAKnotSpline(pulse2.samples), pieces: pulse2.samples.length - 1, rule: gaussLegendre(4) };
  }
  return { ...namedCurves[pulse2], pieces: 1, rule: gaussLegendre(32) };
}
var namedCurves = {
  cosine: {
    value: (u) => Math.cos(Math.PI * u / 2),
    slope: (u) => -Math.PI / 2 * Math.sin(Math.PI * u / 2)
  },
  sinc: {
    value: (u) => u === 0 ? 1 : Math.sin(Math.PI * u) / (Math.PI * u),
    slope: (u) => Math.PI * sincSlope(Math.PI * u)
  },
  ramp: { value: (u) => 1 - u, slope: () => -1 }
};
function sincSlope(x2) {
  if (Math.abs(x2) > 1) return (x2 * Math.cos(x2) - Math.sin(x2)) / (x2 * x2);
  let term = -x2 / 3;
  let sum = term;
  for (let k = 2; k <= 12; k++) {
    term *= -x2 * x2 * k / ((k - 1) * 2 * k * (2 * k + 1));
    sum += term;
  }
  return sum;
}
function unitEnergy(shape) {
  const scale = 1 / Math.sqrt(correlate(shape, 0).gg);
  if (!Number.isFinite(scale)) throw new Error("pulse: zero, or not finite");
  return { ...shape, value: (u) => scale * shape.value(u), slope: (u) => scale * shape.slope(u) };
}
function correlate(shape, delay) {
  if (Math.abs(delay) >= 1) return { gg: 0, gd: 0, dd: 0 };
  const breakpoints = overlap(shape.pieces, delay);
  const over = (f) => integrate(f, breakpoints, shape.rule);
  return {
    gg: over((u) => shape.value(u + delay) * shape.value(u)),
    gd: over((u) => shape.value(u + delay) * shape.slope(u)),
    dd: over((u) => shape.slope(u + delay) * shape.slope(u))
  };
}
function overlap(pieces, delay) {
  const from = Math.max(0, -delay);
  const to = Math.min(1, 1 - delay);
  const points = [from, to];
  for (let i2 = 0; i2 <= pieces; i2++) points.push(i2 / pieces, i2 / pieces - delay);
  return points.filter((u) => u >= from && u <= to).sort((a, b) => a - b);
}

// bindings/verify/model.ts
var speedOfLight = 299792458;
var degenerate = 1e-9;
var smallestNormal = 2 ** -1022;
function model(scenario2, error = () => 0) {
  const { transmitter, receiver, symbolCount, symbolDuration } = scenario2;
  const noise = watts(scenario2.noiseDbm) + (scenario2.clutterDbm === null ? 0 : watts(scenario2.clutterDbm));
  const devices = [];
  const silent = [];
  scenario2.devices.forEach((device2, index) => {
    const toTransmitter = direction(transmitter, device2.position, `devices[${index}].position`);
    const toReceiver = direction(receiver, device2.position, `devices[${index}].position`);
    const gain = scenario2.reflection * pathGain(scenario2, toTransmitter.distance) * pathGain(scenario2, toReceiver.distance);
    const xi = 2 * symbolCount * gain * device2.symbol * device2.symbol / (noise * symbolDuration);
    if (!(xi >= smallestNormal)) {
      silent.push(index);
      return;
    }
    const angleObservable = receiver.antennas > 1 && Math.abs(toReceiver.cosine) >= degenerate;
    devices.push({
      index,
      amplitude: device2.symbol * Math.sqrt(gain),
      xi,
      delay: (toTransmitter.distance + toReceiver.distance) / speedOfLight * (1 + error(index, "delay")),
      transmit: steering(transmitter, toTransmitter.sine * (1 + error(index, "transmit sine"))),
      receive: steering(receiver, toReceiver.sine * (1 + error(index, "receive sine"))),
      wavenumber: angleObservable ? 2 * Math.PI * receiver.spacing * toReceiver.cosine : 0,
      angleObservable,
      toPlane: angleObservable ? planeJacobian(toTransmitter.unit, toReceiver.unit, toReceiver.distance) : null
    });
  });
  return {
    transmitAntennas: transmitter.antennas,
    receiveAntennas: receiver.antennas,
    transmitPhase: largestPhase(transmitter),
    receivePhase: largestPhase(receiver),
    power: watts(scenario2.powerDbm),
    noise,
    symbolCount,
    symbolDuration,
    pulse: pulseModel(scenario2.pulse, symbolDuration),
    deviceCount: scenario2.devices.length,
    silent,
    devices
  };
}
function watts(dBm) {
  return 10 ** ((dBm - 30) / 10);
}
function pathGain(scenario2, distance) {
  return 10 ** (-scenario2.pathLoss.referenceDb / 10) * distance ** -scenario2.pathLoss.exponent;
}
function direction(array3, position, field2) {
  const dx = position[0] - array3.position[0];
  const dy = position[1] - array3.position[1];
  const distance = Math.hypot(dx, dy);
  if (!(distance > 0)) throw new Error(`${field2}: on an array`);
  const unit = [dx / distance, dy / distance];
  const axis = axisOf(array3.orientation);
  return {
    distance,
    unit,
    sine: unit[0] * axis[0] + unit[1] * axis[1],
    cosine: unit[0] * axis[1] - unit[1] * axis[0]
  };
}
function axisOf(degrees) {
  const turn = (degrees % 360 + 360) % 360;
  if (turn % 90 === 0) return [[1, 0], [0, 1], [-1, 0], [0, -1]][turn / 90];
  return [Math.cos(turn * Math.PI / 180), Math.sin(turn * Math.PI / 180)];
}
function steering(array3, sine) {
  const a = zeroVector(array3.antennas);
  for (let m = 0; m < array3.antennas; m++) {
    const phase = 2 * Math.PI * array3.spacing * sine * m;
    a.re[m] = Math.cos(phase);
    a.im[m] = Math.sin(phase);
  }
  return a;
}
function largestPhase({ antennas: antennas2, spacing }) {
  return 2 * Math.PI * spacing * (antennas2 - 1);
}
function planeJacobian(uT, uR, receiverDistance) {
  const s = [uT[0] + uR[0], uT[1] + uR[1]];
  const square = s[0] * s[0] + s[1] * s[1];
  if (!(Math.sqrt(square) >= degenerate)) return null;
  const delay = 2 * speedOfLight / square;
  const angle2 = 2 * receiverDistance / square;
  return [
    [delay * uR[0], -angle2 * s[1]],
    [delay * uR[1], angle2 * s[0]]
  ];
}

// bindings/verify/rounding.ts
var models = 3;
var times = 3;
var largest = 4 * 2 ** -52;
var places = { "transmit sine": 0, "receive sine": 1, delay: 2 };
function shakenModels(scenario2) {
  return Array.from(
    { length: models },
    (_, k) => model(scenario2, (index, of) => largest * spread(3 * (models * index + k) + places[of]))
  );
}
function shakenFactor({ re, im }, k) {
  let i2 = 4096 * k;
  const shake = (row) => row.map((x2) => x2 * (1 + (spread(i2++) > 0 ? 2 : -1) * 2 ** -53));
  return { re: re.map(shake), im: im.map(shake) };
}
function spread(i2) {
  const x2 = 0.6180339887498949 * (i2 + 1);
  return 2 * (x2 - Math.floor(x2)) - 1;
}
function roundingOf(shaken, value2, again) {
  return times * Math.max(...shaken.map((other) => Math.abs(again(other) - value2)));
}

// bindings/verify/covariance.ts
function readDesign(context, point, path) {
  const size = context.model.transmitAntennas;
  const R = point.covariance === void 0 ? null : hermitian2(point.covariance, `${path}.covariance`, size);
  if (point.factor !== void 0) {
    const V = readComplex(point.factor, `${path}.factor`, size);
    if (R !== null) compare(R, outerProduct(V), path);
    const rateAllowance = rateRounding(context, V);
    const rank = V.re[0].length;
    return { V, source: "factor", power: squares2(V), indefinite: 0, rank, rateAllowance, boundAllowance: 0 };
  }
  return R === null ? null : fromCovariance(context, R);
}
function rateRounding({ model: model2, shaken }, V) {
  return roundingOf(shaken, rateOf(model2, V), (other) => rateOf(other, V));
}
function fromCovariance(context, R) {
  const { values, vectors } = hermitianEigen(R);
  const root2 = (row) => row.map((x2, k) => x2 * Math.sqrt(Math.max(0, values[k])));
  const V = { re: vectors.re.map(root2), im: vectors.im.map(root2) };
  const power = R.re.reduce((sum, row, i2) => sum + row[i2], 0);
  return {
    V,
    source: "covariance",
    power,
    indefinite: Math.max(0, -Math.min(...values)) / largestEntry(R),
    rank: values.filter((value2) => value2 > 1e-12 * power).length,
    ...allowances(context, R, V)
  };
}
function allowances(context, R, V) {
  const { model: model2 } = context;
  const error = 8 * model2.transmitAntennas * unitRoundoff * largestEntry(R);
  const rate = error * trace(rateAdjoint(model2, rateDual(model2, V)));
  let bound = error * model2.transmitAntennas / Math.min(...directedPowers(model2, V));
  if (context.fidelity === "coupled") {
    const inverse = invertPositive(fisher(model2, V));
    bound = inverse === null ? Infinity : error * trace(informationAdjoint(model2, inverse));
  }
  return {
    rateAllowance: rate / (model2.symbolCount * Math.LN2) + rateRounding(context, V),
    boundAllowance: bound
  };
}
function trace(A) {
  return A.re.reduce((sum, row, i2) => sum + row[i2], 0);
}
function hermitian2(value2, path, size) {
  const R = readComplex(readObject(value2, path), path, size, size);
  const largest2 = largestEntry(R);
  for (let i2 = 0; i2 < size; i2++) {
    for (let j = 0; j <= i2; j++) {
      const skew = Math.hypot(R.re[i2][j] - R.re[j][i2], R.im[i2][j] + R.im[j][i2]);
      if (!(skew <= 1e-12 * largest2)) throw new FieldError(`${path}: not Hermitian at [${i2}][${j}]`);
    }
  }
  return R;
}
function compare(R, product, path) {
  const largest2 = largestEntry(product);
  R.re.forEach(
    (row, i2) => row.forEach((x2, j) => {
      const error = Math.hypot(x2 - product.re[i2][j], R.im[i2][j] - product.im[i2][j]);
      if (!(error <= 1e-12 * largest2)) {
        throw new FieldError(`${path}.covariance: entry [${i2}][${j}] is not that of factor\xB7factor^H`);
      }
    })
  );
}
function squares2(V) {
  const sum = (plane2) => plane2.reduce((s, row) => row.reduce((t, x2) => t + x2 * x2, s), 0);
  return sum(V.re) + sum(V.im);
}

// bindings/verify/bounds-rounding.ts
function boundsRounding({ model: model2, shaken, fidelity: fidelity2 }, V) {
  const own = boundsOf(model2, V, fidelity2);
  const others = shaken.map((other) => boundsOf(other, V, fidelity2));
  const beams = beamRounding(model2, V);
  const arithmetic = fidelity2 === "coupled" ? coupledRounding(model2, V, beams) : separateRounding(model2, own, beams);
  const active = model2.devices.map(({ index }, l) => {
    const part2 = (key) => {
      const value2 = own.devices[index][key];
      if (value2 === null) return null;
      return 2 * arithmetic[l][key] + roundingOf(others, value2, (other) => other.devices[index][key]);
    };
    return { delay: part2("delay"), angle: part2("angle"), position: part2("position") };
  });
  return totalled(model2, active);
}
function beamRounding(model2, V) {
  const { transmitAntennas, transmitPhase } = model2;
  const entry = (transmitPhase + transmitAntennas + 4) * unitRoundoff;
  const power = squares(V);
  return directedPowers(model2, V).map((q) => entry * Math.sqrt(transmitAntennas * power / q));
}
function separateRounding(model2, own, beams) {
  return model2.devices.map(({ index }, l) => {
    const part2 = (value2) => value2 === null ? null : 2 * beams[l] * value2;
    const { delay, angle: angle2, position } = own.devices[index];
    return { delay: part2(delay), angle: part2(angle2), position: part2(position) };
  });
}
function coupledRounding(model2, V, beams) {
  const rows = parameters(model2);
  const J = fisher(model2, V);
  const inverse = invertPositive(J);
  const lengths = J.map((row, p) => Math.sqrt(row[p]));
  const { receiveAntennas, receivePhase, pulse: pulse2 } = model2;
  const columns2 = V.re[0].length;
  const roundings = 2 * receivePhase + receiveAntennas + pulse2.terms + columns2 + (rows.length + 1) + 16;
  const entry = roundings * unitRoundoff;
  const moved = (x2, value2) => {
    let s = 0;
    let t = 0;
    x2.forEach((x_p, p) => {
      s += lengths[p] * Math.abs(x_p);
      t += beams[rows[p].device] * lengths[p] * Math.abs(x_p);
    });
    return entry * s * s + 2 * t * Math.sqrt(value2);
  };
  return model2.devices.map(({ toPlane }, l) => {
    const tau = rows.findIndex((row) => row.device === l && !row.angle);
    const phi = rows.findIndex((row) => row.device === l && row.angle);
    const delay = moved(inverse[tau], inverse[tau][tau]);
    if (phi < 0) return { delay, angle: null, position: null };
    const angle2 = moved(inverse[phi], inverse[phi][phi]);
    if (toPlane === null) return { delay, angle: angle2, position: null };
    const position = toPlane.reduce((sum, [g, h]) => {
      const x2 = inverse[tau].map((toTau, p) => g * toTau + h * inverse[phi][p]);
      return sum + moved(x2, g * x2[tau] + h * x2[phi]);
    }, 0);
    return { delay, angle: angle2, position };
  });
}

// bindings/verify/reported.ts
function checkReported(context, point, path, V, check2, allowance = 0) {
  const { model: model2, fidelity: fidelity2 } = context;
  const reported = readBounds(point, path, model2.deviceCount);
  const own = boundsOf(model2, V, fidelity2);
  const rounding2 = boundsRounding(context, V);
  const wrong = firstDifference(own, reported, 1e-8 + allowance, rounding2);
  check2("crb", wrong === null, wrong ?? "all bounds agree");
  const lmi = lmiOf(model2, V, fidelity2, reported.devices);
  const reportedLmi = readNullable(point.lmi, `${path}.lmi`);
  const slack = allowance + largestShare(own, rounding2);
  const blocks = lmi === null || reportedLmi === null ? lmi === reportedLmi : lmi >= -1e-10 - slack && reportedLmi >= -1e-10 && Math.abs(lmi - reportedLmi) <= 1e-9 + slack;
  check2("lmi", blocks, `smallest eigenvalue ${show2(lmi)}, reported ${show2(reportedLmi)}`);
}
function readBounds(point, path, count3) {
  const each = ["delay", "angle", "position"];
  const crb = readObject(point.crb, `${path}.crb`, ["total", ...each]);
  const parts = (fields, at) => ({
    delay: readNullable(fields.delay, `${at}.delay`),
    angle: readNullable(fields.angle, `${at}.angle`),
    position: readNullable(fields.position, `${at}.position`)
  });
  const devices = readList(point.devices, `${path}.devices`, count3, count3).map(
    (device2, l) => device2 === null ? null : parts(readObject(device2, `${path}.devices[${l}]`, each), `${path}.devices[${l}]`)
  );
  const total = readNullable(crb.total, `${path}.crb.total`);
  return { crb: { total, ...parts(crb, `${path}.crb`) }, devices };
}
function firstDifference(own, reported, relative, rounding2) {
  const differs = (name, mine, theirs, open4) => {
    const same = mine === null || theirs === null ? mine === theirs : agree(mine, theirs, relative, open4);
    return same ? null : `${name}: recomputed ${show2(mine)}, reported ${show2(theirs)} (\xB1 ${show2(open4)})`;
  };
  for (const key of ["total", "delay", "angle", "position"]) {
    const found = differs(`crb.${key}`, own.crb[key], reported.crb[key], rounding2.crb[key]);
    if (found) return found;
  }
  for (let l = 0; l < own.devices.length; l++) {
    const mine = own.devices[l];
    const theirs = reported.devices[l];
    if (mine === null && theirs === null) continue;
    if (mine === null || theirs === null) return `devices[${l}]: ${mine === null ? "silent" : "not silent"}`;
    for (const key of ["delay", "angle", "position"]) {
      const found = differs(`devices[${l}].${key}`, mine[key], theirs[key], rounding2.devices[l][key]);
      if (found) return found;
    }
  }
  return null;
}
function largestShare(own, rounding2) {
  let largest2 = 0;
  own.devices.forEach((device2, l) => {
    for (const key of ["delay", "angle"]) {
      const value2 = device2?.[key] ?? null;
      if (value2 !== null) largest2 = Math.max(largest2, rounding2.devices[l][key] / value2);
    }
  });
  return largest2;
}

// bindings/verify/points.ts
function checkOptimal(context, point, path, rateFloor, check2) {
  const { model: model2, shaken, fidelity: fidelity2, objective: objective2 } = context;
  const design = readDesign(context, point, path);
  if (design === null) return check2("covariance", false, missing2);
  if (point.certificate === void 0) return check2("certificate", false, missing2);
  const certificate = readCertificate(context, point.certificate, `${path}.certificate`);
  const rate = checkDesign2(context, point, path, design, check2);
  const crb = objectiveOf(boundsOf(model2, design.V, fidelity2).crb, objective2);
  if (crb === null || !Number.isFinite(crb))
    throw new FieldError(`${path}.crb: the objective is unobservable`);
  const slope = readNumber(point.slope, `${path}.slope`, 0);
  const dual = certificate.mu * model2.symbolCount * Math.LN2;
  check2("slope", agree(slope, dual, 1e-9), `mu\xB7N\xB7ln 2 = ${show2(dual)}, reported ${show2(slope)}`);
  const short = Math.max(0, rateFloor - rate - design.rateAllowance);
  const { freeRate } = context;
  if (freeRate !== null && certificate.mu === 0 && rateFloor <= freeRate) {
    const same = agree(rate, freeRate, 1e-9, design.rateAllowance);
    check2("freeRate", same, `rate ${show2(rate)} of the free optimum, reported ${show2(freeRate)}`);
  }
  const feasible = short <= 1e-10 * rateFloor && dual * short <= 1e-9 * crb;
  check2("rateFloor", feasible, `rate ${show2(rate)} for a floor of ${show2(rateFloor)}${allowed(design)}`);
  const bound = lowerBound(model2, fidelity2, objective2, rateFloor, certificate);
  const reported = readNumber(point.lowerBound, `${path}.lowerBound`);
  const again = (other) => lowerBound(other, fidelity2, objective2, rateFloor, certificate);
  const rounding2 = design.boundAllowance + roundingOf(shaken, bound, again) / crb;
  const tolerance = 1e-8 + rounding2;
  const agreement = fidelity2 === "coupled" ? tolerance : 2e-9 + rounding2;
  const close = Math.abs(bound - reported) <= agreement * crb;
  check2("lowerBound", close, `recomputed ${show2(bound)}, reported ${show2(reported)}`);
  const gap = (crb - bound) / crb;
  const claimed = readNumber(point.gap, `${path}.gap`);
  const small = Math.abs(gap) <= tolerance && Math.abs(claimed - gap) <= agreement;
  check2("gap", small, `recomputed ${show2(gap)}, reported ${show2(claimed)}`);
}
function checkBoundary(context, point, path, rateFloor, check2) {
  const { attainedRate, rateBound } = context;
  if (attainedRate === null || rateBound === null) return check2("maxRateFactor", false, missing2);
  const design = readDesign(context, point, path);
  if (design === null) return check2("covariance", false, missing2);
  const inside = rateFloor >= attainedRate * (1 - 1e-9) * (1 - 1e-12) && rateFloor <= rateBound * (1 + 1e-10);
  check2("rateFloor", inside, `${show2(rateFloor)} between ${show2(attainedRate)} and ${show2(rateBound)}`);
  const rate = checkDesign2(context, point, path, design, check2);
  const largest2 = rate + design.rateAllowance >= attainedRate * (1 - 1e-9);
  check2("maxRate", largest2, `rate ${show2(rate)}${allowed(design)} of at most ${show2(attainedRate)}`);
  expectNull(point, ["slope", "lowerBound", "gap"], check2);
}
function checkInfeasible(context, point, path, rateFloor, check2) {
  if (context.rateBound === null) return check2("maxRateCertificate", false, missing2);
  const detail = `${show2(rateFloor)} against ${show2(context.rateBound)}, which no covariance exceeds`;
  check2("rateFloor", rateFloor > context.rateBound * (1 - 1e-12), detail);
  expectNull(
    point,
    ["crb", "devices", "rate", "slope", "lowerBound", "gap", "lmi", "rank", "realizable"],
    check2
  );
}
function checkBound(context, point, path, rateFloor, check2) {
  const { model: model2, fidelity: fidelity2, objective: objective2, rateBound: most } = context;
  const bound = readNumber(point.bound, `${path}.bound`, 0);
  const crb = objectiveOf(readBounds(point, path, model2.deviceCount).crb, objective2);
  if (crb === null) throw new FieldError(`${path}.crb: the objective is unobservable`);
  check2("bound", crb <= bound * (1 + 1e-8), `${objective2} ${show2(crb)} within ${show2(bound)}`);
  if (most === null) return check2("maxRateCertificate", false, missing2);
  let own = most;
  if (point.status === "optimal") {
    const certificate = readCertificate(context, point.certificate, `${path}.certificate`);
    const slope = certificate.mu * model2.symbolCount * Math.LN2;
    const low = lowerBound(model2, fidelity2, objective2, rateFloor, certificate);
    if (slope > 0) own = Math.min(most, Math.max(rateFloor, rateFloor + (bound - low) / slope));
  }
  const reported = readNumber(point.rateBound, `${path}.rateBound`, 0);
  check2("rateBound", agree(own, reported, 1e-8), `recomputed ${show2(own)}, reported ${show2(reported)}`);
  const near = own - rateFloor <= 1e-6 * own;
  check2("width", near, `the largest rate lies between ${show2(rateFloor)} and ${show2(own)}`);
}
function checkBoundInfeasible(context, point, path, check2) {
  const { model: model2, fidelity: fidelity2, objective: objective2 } = context;
  if (point.certificate === void 0) return check2("certificate", false, missing2);
  const bound = readNumber(point.bound, `${path}.bound`, 0);
  const certificate = readCertificate(context, point.certificate, `${path}.certificate`);
  const low = lowerBound(model2, fidelity2, objective2, 0, certificate);
  const reported = readNumber(point.lowerBound, `${path}.lowerBound`);
  const close = Math.abs(low - reported) <= 2e-9 * low;
  check2("lowerBound", close, `recomputed ${show2(low)}, reported ${show2(reported)}`);
  check2(
    "bound",
    bound < low * (1 + 1e-12),
    `${show2(bound)} below ${show2(low)}, which every covariance exceeds`
  );
  check2("rateFloor", point.rateFloor === 0, `${show2(point.rateFloor)}: must be 0`);
  expectNull(
    point,
    ["crb", "devices", "rate", "slope", "rateBound", "gap", "lmi", "rank", "realizable"],
    check2
  );
}
function checkDesign2(context, point, path, design, check2) {
  const { model: model2 } = context;
  check2(
    "power",
    design.power <= model2.power * (1 + 1e-12),
    `Tr R = ${show2(design.power)} of ${show2(model2.power)} W`
  );
  const semidefinite = design.indefinite <= 1e-12;
  check2("definite", semidefinite, `R from its ${design.source}, negative by ${show2(design.indefinite)}`);
  const rate = rateOf(model2, design.V);
  const reportedRate = readNumber(point.rate, `${path}.rate`, 0);
  const sameRate = agree(rate, reportedRate, 1e-9, design.rateAllowance);
  check2("rate", sameRate, `recomputed ${show2(rate)}, reported ${show2(reportedRate)}${allowed(design)}`);
  checkReported(context, point, path, design.V, check2, design.boundAllowance);
  const rank = readInteger(point.rank, `${path}.rank`, 1, model2.transmitAntennas);
  const columns2 = design.V.re[0].length;
  const counted = design.source === "factor" ? rank === columns2 : rank >= design.rank;
  check2(
    "rank",
    counted,
    `${design.source === "factor" ? columns2 : `at least ${design.rank}`}, reported ${rank}`
  );
  const realizable = point.realizable === rank <= model2.symbolCount;
  check2(
    "realizable",
    realizable,
    `rank ${rank}, ${model2.symbolCount} symbols, reported ${String(point.realizable)}`
  );
  return rate;
}
function allowed({ rateAllowance, source }) {
  const what = source === "covariance" ? "the rounding of R's entries" : "rounding";
  return rateAllowance > 0 ? ` (\xB1 ${show2(rateAllowance)}: ${what})` : "";
}
function expectNull(point, keys, check2) {
  const filled = keys.filter((key) => point[key] !== null);
  check2(
    "nulls",
    filled.length === 0,
    filled.length === 0 ? "as they must be" : `${filled.join(", ")}: must be null`
  );
}
function readCertificate({ model: model2, fidelity: fidelity2, objective: objective2, superposed }, value2, path) {
  const names2 = ["mu", "K", fidelity2 === "coupled" ? "Y" : "y", ...superposed ? ["powers"] : []];
  const fields = readObject(value2, path, names2);
  const L = model2.devices.length;
  const mu = readNumber(fields.mu, `${path}.mu`, 0);
  const K = readTriangular(fields.K, `${path}.K`, L);
  if (fidelity2 !== "coupled") return { mu, K, y: readNumbers(fields.y, `${path}.y`, L) };
  const B = objectiveColumns(model2, objective2);
  return { mu, K, Y: readRows(fields.Y, `${path}.Y`, B.length, B[0].length) };
}

// bindings/verify/stationarity.ts
var stationaryGap = 1e-6;
function checkStationary({ model: model2, shaken, fidelity: fidelity2, objective: objective2 }, point, path, pair, slope, check2) {
  const here2 = stationarity(model2, fidelity2, objective2, pair);
  const others = shaken.map((other, k) => stationarity(other, fidelity2, objective2, shakenPair(pair, k)));
  const rounding2 = (name) => 3 * roundingOf(others, here2[name], (other) => other[name]);
  check2(
    "slope",
    agree(slope, here2.multiplier, 1e-6, rounding2("multiplier")),
    `recomputed ${show2(here2.multiplier)} per nat, reported ${show2(slope)}`
  );
  const reported = readNumber(point.stationarity, `${path}.stationarity`, 0);
  const left = Math.max(
    here2.gain - here2.rounding - rounding2("gain"),
    here2.local - here2.localRounding - rounding2("local")
  );
  const stationary2 = left <= 1.01 * stationaryGap && reported <= stationaryGap;
  check2("stationarity", stationary2, `first-order gain ${show2(left)}, reported ${show2(reported)}`);
}
function stationarity(model2, fidelity2, objective2, { communication, sensing }) {
  const total = rateAdjoint(model2, rateDual(model2, beside(communication, sensing)));
  const alone2 = rateAdjoint(model2, rateDual(model2, sensing));
  const fall = objectiveFall(model2, fidelity2, objective2, sensing);
  const inC = form(total, communication);
  const inS = form(total, sensing) - form(alone2, sensing);
  const worth = form(fall, sensing);
  const powerC = squares(communication);
  const powerS = squares(sensing);
  const density = powerC > 0 ? inC / powerC : largestEigenvalue(total);
  const multiplier = worth / (density * powerS - inS);
  const ofC = largestEigenvalue(combine([multiplier, total]));
  const ofS = largestEigenvalue(combine([multiplier, total], [-multiplier, alone2], [1, fall]));
  const spent = multiplier * (inC + inS) + worth;
  const room = Math.min(model2.power, 2 * powerS);
  const gain = (model2.power * Math.max(ofC, ofS) - spent) / worth;
  const local = (Math.max(model2.power * ofC, room * ofS + (model2.power - room) * ofC) - spent) / worth;
  const digits3 = 16 * model2.transmitAntennas * Number.EPSILON / worth;
  const inTotal = model2.power * ofC;
  const inRest = multiplier * largestEigenvalue(alone2) + largestEigenvalue(fall);
  return {
    multiplier,
    gain,
    local,
    rounding: digits3 * (inTotal + model2.power * inRest),
    localRounding: digits3 * (inTotal + room * inRest)
  };
}
function objectiveFall(model2, fidelity2, objective2, V) {
  if (fidelity2 === "coupled") return fisherAdjoint(model2, coupledDual(model2, V, objective2));
  const sum = zeroMatrix(model2.transmitAntennas, model2.transmitAntennas);
  const q = directedPowers(model2, V);
  kappas(model2, fidelity2, objective2).forEach((kappa, l) => {
    const { re, im } = model2.devices[l].transmit;
    addOuter(sum, { re, im: im.map((x2) => -x2) }, kappa / (q[l] * q[l]));
  });
  return sum;
}
function combine(...terms) {
  const size = terms[0][1].re.length;
  const out = zeroMatrix(size, size);
  for (const [weight, { re, im }] of terms) {
    for (let i2 = 0; i2 < size; i2++) {
      for (let j = 0; j < size; j++) {
        out.re[i2][j] += weight * re[i2][j];
        out.im[i2][j] += weight * im[i2][j];
      }
    }
  }
  return out;
}
function form(M, V) {
  let sum = 0;
  for (let k = 0; k < V.re[0].length; k++) {
    const v = column(V, k);
    for (let i2 = 0; i2 < v.re.length; i2++) {
      const row = { re: M.re[i2], im: M.im[i2].map((x2) => -x2) };
      const product = inner(row, v);
      sum += v.re[i2] * product.re + v.im[i2] * product.im;
    }
  }
  return sum;
}
function shakenPair({ communication, sensing }, k) {
  return { communication: shakenFactor(communication, 2 * k), sensing: shakenFactor(sensing, 2 * k + 1) };
}

// bindings/verify/superposed.ts
function checkSuperposed(context, point, path, rateFloor, check2) {
  const { model: model2, shaken, fidelity: fidelity2, objective: objective2 } = context;
  if (point.factor === void 0 || point.covariance === void 0) return check2("factor", false, missing2);
  const communication = readPart(model2, point, path, "communication");
  const sensing = readPart(model2, point, path, "sensing");
  const all = beside(communication, sensing);
  const power = squares(all);
  check2("power", power <= model2.power * (1 + 1e-12), `Tr R = ${show2(power)} of ${show2(model2.power)} W`);
  const columns2 = all.re[0].length;
  const rank = readInteger(point.rank, `${path}.rank`, 1, 2 * model2.transmitAntennas);
  const realizable = rank === columns2 && point.realizable === columns2 <= model2.symbolCount;
  check2("rank", realizable, `${columns2} columns, ${model2.symbolCount} symbols, reported ${rank}`);
  const again = (other) => rateOf(other, all) - (sensing.re[0].length > 0 ? rateOf(other, sensing) : 0);
  const rate = again(model2);
  const reported = readNumber(point.rate, `${path}.rate`, 0);
  const rounding2 = 1e-14 * rateOf(model2, all) + roundingOf(shaken, rate, again);
  check2(
    "rate",
    agree(rate, reported, 1e-9, rounding2),
    `recomputed ${show2(rate)}, reported ${show2(reported)}`
  );
  if (point.status === "boundary") {
    const { attainedRate, rateBound } = context;
    if (attainedRate === null || rateBound === null) return check2("maxRateFactor", false, missing2);
    const inside = rateFloor >= attainedRate * (1 - 1e-9) * (1 - 1e-12) && rateFloor <= rateBound * (1 + 1e-10);
    check2("rateFloor", inside, `${show2(rateFloor)} between ${show2(attainedRate)} and ${show2(rateBound)}`);
    check2("maxRate", rate >= attainedRate * (1 - 1e-9), `rate ${show2(rate)} of ${show2(attainedRate)}`);
    return expectNull(point, ["crb", "devices", "slope", "lowerBound", "gap", "lmi"], check2);
  }
  const feasible = rate + rounding2 >= rateFloor * (1 - 1e-10);
  check2("rateFloor", feasible, `rate ${show2(rate)} for a floor of ${show2(rateFloor)}`);
  if (sensing.re[0].length === 0) throw new FieldError(`${path}.factor.sensing: has no columns`);
  const bounds3 = boundsOf(model2, sensing, fidelity2);
  const crb = objectiveOf(bounds3.crb, objective2);
  if (crb === null) throw new FieldError(`${path}.crb: the objective is unobservable`);
  checkReported(context, point, path, sensing, check2);
  const slope = readNumber(point.slope, `${path}.slope`, 0) / (model2.symbolCount * Math.LN2);
  const bound = point.status === "optimal" ? () => alone(context, rateFloor) : relaxed(context, point, path, rateFloor, check2);
  if (bound === null) return;
  const own = bound(model2);
  const low = readNumber(point.lowerBound, `${path}.lowerBound`);
  const open4 = 1e-8 + roundingOf(shaken, own, bound) / own;
  check2("lowerBound", agree(own, low, open4), `recomputed ${show2(own)}, reported ${show2(low)}`);
  const gap = (crb - own) / crb;
  const claimed = readNumber(point.gap, `${path}.gap`);
  const close = Math.abs(claimed - gap) <= open4 && (point.status !== "optimal" || Math.abs(gap) <= 1e-8);
  check2("gap", close, `recomputed ${show2(gap)}, reported ${show2(claimed)}`);
  if (point.status === "optimal") {
    const left = leftOver(model2, rateFloor);
    const dual = crb * (1 + left) / left;
    check2("slope", agree(slope, dual, 1e-6), `recomputed ${show2(dual)} per nat, reported ${show2(slope)}`);
    return;
  }
  checkStationary(context, point, path, { communication, sensing }, slope, check2);
}
function checkSuperposedBound(context, point, path, rateFloor, check2) {
  const bound = readNumber(point.bound, `${path}.bound`, 0);
  if (point.status === "infeasible") {
    const least = alone(context, 0);
    check2(
      "bound",
      bound < least * (1 + 1e-12),
      `${show2(bound)} below ${show2(least)}, which all power reaches`
    );
    const low = readNumber(point.lowerBound, `${path}.lowerBound`);
    return check2("lowerBound", agree(low, least, 1e-9), `recomputed ${show2(least)}, reported ${show2(low)}`);
  }
  const most = readNumber(point.rateBound, `${path}.rateBound`, 0);
  if (point.status === "boundary") {
    return check2("rateBound", agree(most, context.rateBound ?? NaN, 1e-9), `${show2(most)}`);
  }
  const at = alone(context, rateFloor);
  check2("bound", agree(at, bound, 1e-6) && at <= bound * (1 + 1e-8), `${show2(at)} within ${show2(bound)}`);
  check2("rateBound", agree(most, rateFloor, 1e-9), `${show2(most)}, the floor itself`);
}
function alone({ model: model2, fidelity: fidelity2, objective: objective2 }, rateFloor) {
  if (model2.devices.length !== 1) throw new FieldError("status: optimal is for one device");
  const [kappa] = kappas(model2, fidelity2 === "coupled" ? "decoupled" : fidelity2, objective2);
  const least = kappa / (model2.transmitAntennas * model2.power);
  return least * signal(model2) / leftOver(model2, rateFloor);
}
function signal(model2) {
  const { amplitude } = model2.devices[0];
  const antennas2 = model2.receiveAntennas * model2.transmitAntennas;
  return model2.symbolCount * amplitude * amplitude * antennas2 * model2.power / model2.noise;
}
function leftOver(model2, rateFloor) {
  return Math.expm1(Math.log1p(signal(model2)) - rateFloor * model2.symbolCount * Math.LN2);
}
function relaxed(context, point, path, rateFloor, check2) {
  const { model: model2, fidelity: fidelity2, objective: objective2, rateBound } = context;
  if (point.certificate === void 0) {
    check2("certificate", false, missing2);
    return null;
  }
  if (rateBound === null) {
    check2("maxRateCertificate", false, missing2);
    return null;
  }
  const certificate = readCertificate(context, point.certificate, `${path}.certificate`);
  const { powers: powers2 } = readObject(point.certificate, `${path}.certificate`);
  const q = readNumbers(powers2, `${path}.certificate.powers`, model2.devices.length);
  if (q.some((x2) => !(x2 > 0))) throw new FieldError(`${path}.certificate.powers: must be positive`);
  const budget = (rateBound - rateFloor) * model2.symbolCount * Math.LN2;
  return (other) => Math.max(
    0,
    lowerBound(other, fidelity2, objective2, rateFloor, certificate),
    interferenceBound(other, fidelity2, objective2, budget, q)
  );
}
function interferenceBound(model2, fidelity2, objective2, budget, q) {
  if (!(budget > 0)) return 0;
  const kappa = kappas(model2, fidelity2 === "coupled" ? "decoupled" : fidelity2, objective2);
  const factors = q.map(
    (_, l) => stackedFactor([...interferers(model2, q, l), ...interferers(model2, q).slice(l, l + 1)])
  );
  const a = factors.map(({ pivots }) => pivots[q.length - 1] / (1 + pivots[q.length - 1]));
  const { logDet: logP } = factors[q.length - 1];
  const A = a.reduce((sum, x2) => sum + x2, 0);
  const b = a.reduce((sum, x2, l) => sum + x2 * Math.log(q[l]), budget - logP);
  const entropy = a.reduce((sum, x2, l) => sum + x2 * Math.log(kappa[l] * A / x2), 0);
  return Math.exp((entropy - b) / A);
}
function interferers(model2, q, but = -1) {
  const columns2 = model2.devices.map(({ amplitude, receive }, l) => {
    const weight = amplitude * Math.sqrt(q[l] * model2.symbolCount / model2.noise);
    return { re: receive.re.map((x2) => weight * x2), im: receive.im.map((x2) => weight * x2) };
  });
  return columns2.filter((_, l) => l !== but);
}
function readPart(model2, point, path, part2) {
  const M = model2.transmitAntennas;
  const names2 = ["communication", "sensing"];
  const factors = readObject(point.factor, `${path}.factor`, names2);
  const fields = readObject(factors[part2], `${path}.factor.${part2}`, ["re", "im"]);
  const empty = Array.isArray(fields.re) && fields.re.length === M && fields.re.every((row) => Array.isArray(row) && row.length === 0);
  const V = empty ? zeroMatrix(M, 0) : readComplex(fields, `${path}.factor.${part2}`, M);
  const at = `${path}.covariance.${part2}`;
  const R = readComplex(readObject(point.covariance, `${path}.covariance`, names2)[part2], at, M, M);
  const product = empty ? zeroMatrix(M, M) : outerProduct(V);
  const largest2 = largestEntry(product);
  R.re.forEach(
    (row, i2) => row.forEach((x2, j) => {
      if (!(Math.hypot(x2 - product.re[i2][j], R.im[i2][j] - product.im[i2][j]) <= 1e-12 * largest2))
        throw new FieldError(`${at}: entry [${i2}][${j}] is not that of factor\xB7factor^H`);
    })
  );
  return V;
}

// bindings/verify/verify.ts
function verifyResult(result2) {
  try {
    const fields = readObject(result2, "result");
    checkResultFields(fields);
    const scenario2 = readScenario(fields.scenario);
    const context = {
      model: modelOf(scenario2),
      shaken: shakenModels(scenario2),
      fidelity: readFidelity(fields.fidelity),
      objective: readObjective(fields.objective),
      superposed: scenario2.signal === "superposed",
      freeRate: readNullable(fields.freeRate, "freeRate"),
      attainedRate: null,
      rateBound: null
    };
    compareSilent(context.model, fields.silent);
    const maxRate = verifyMaxRate(context, fields);
    const list2 = readList(fields.points, "points", 1);
    const points = list2.map((point, i2) => verifyPoint(context, point, i2));
    const verified = points.every((point) => point.verified) && (maxRate === null || maxRate.verified);
    const objects = list2.filter((point) => typeof point === "object" && point !== null);
    return { verified, maxRate, points, notChecked: notChecked(fields, objects) };
  } catch (error) {
    return { verified: false, maxRate: null, points: [], notChecked: [], reason: messageOf(error) };
  }
}
function modelOf(scenario2) {
  try {
    return model(scenario2);
  } catch (error) {
    throw new FieldError(`scenario.${messageOf(error)}`);
  }
}
function compareSilent(model2, value2) {
  const silent = readList(value2, "silent");
  if (silent.length !== model2.silent.length || silent.some((index, i2) => index !== model2.silent[i2])) {
    throw new FieldError(`silent: must be [${model2.silent.join(", ")}]`);
  }
  if (model2.devices.length === 0) throw new FieldError("scenario.devices: all are silent");
}
function verifyMaxRate(context, fields) {
  if (fields.maxRate === null) return null;
  const { model: model2, shaken } = context;
  return collect((check2) => {
    const maxRate = readNumber(fields.maxRate, "maxRate", 0);
    const maxRateBound = readNumber(fields.maxRateBound, "maxRateBound", 0);
    if (fields.maxRateFactor === void 0 || fields.maxRateCertificate === void 0) {
      check2(fields.maxRateFactor === void 0 ? "maxRateFactor" : "maxRateCertificate", false, missing2);
      return;
    }
    const V = readComplex(fields.maxRateFactor, "maxRateFactor", model2.transmitAntennas);
    const power = [...V.re.flat(), ...V.im.flat()].reduce((sum, x2) => sum + x2 * x2, 0);
    check2("power", power <= model2.power * (1 + 1e-12), `Tr R = ${show2(power)} W of ${show2(model2.power)} W`);
    const attained = rateOf(model2, V);
    const rounding2 = roundingOf(shaken, attained, (other) => rateOf(other, V));
    check2(
      "maxRate",
      agree(attained, maxRate, 1e-10, rounding2),
      `recomputed ${show2(attained)}, reported ${show2(maxRate)}`
    );
    const { K } = readObject(fields.maxRateCertificate, "maxRateCertificate", ["K"]);
    const dual = readTriangular(K, "maxRateCertificate.K", model2.devices.length);
    const bound = rateUpperBound(model2, dual);
    const open4 = (rounding2 + roundingOf(shaken, bound, (other) => rateUpperBound(other, dual))) / bound;
    check2(
      "maxRateBound",
      agree(bound, maxRateBound, 1e-9, open4 * bound),
      `recomputed ${show2(bound)}, reported ${show2(maxRateBound)}`
    );
    const gap = (bound - attained) / bound;
    check2(
      "gap",
      gap <= 1001e-12 + open4 && gap >= -1e-10 - open4,
      `(maxRateBound \u2212 maxRate)/maxRateBound = ${show2(gap)}`
    );
    if (context.freeRate !== null) {
      const within = context.freeRate >= 0 && context.freeRate <= bound * (1 + 1e-9) + rounding2;
      check2("freeRate", within, `${show2(context.freeRate)} within 0 and ${show2(bound)}`);
    }
    context.attainedRate = attained;
    context.rateBound = bound;
  });
}
function verifyPoint(context, point, index) {
  const path = `points[${index}]`;
  let rateFloor = 0;
  let status = "unreadable";
  const { verified, checks } = collect((check2) => {
    const fields = readObject(point, path);
    status = String(fields.status);
    checkPointFields(fields, path, check2);
    rateFloor = readNumber(fields.rateFloor, `${path}.rateFloor`, 0);
    const bounded = fields.bound !== void 0;
    if (bounded && context.superposed) checkSuperposedBound(context, fields, path, rateFloor, check2);
    if (bounded && context.superposed && status === "infeasible") return;
    if (bounded && status === "infeasible") return checkBoundInfeasible(context, fields, path, check2);
    const known2 = ["optimal", "stationary", "boundary"].includes(status);
    if (context.superposed && known2) {
      checkSuperposed(context, fields, path, rateFloor, check2);
      return checkComplementary(context, fields, path, rateFloor, check2);
    }
    if (status === "optimal") checkOptimal(context, fields, path, rateFloor, check2);
    else if (status === "boundary") checkBoundary(context, fields, path, rateFloor, check2);
    else if (status === "infeasible") checkInfeasible(context, fields, path, rateFloor, check2);
    else if (status === "unsolved")
      check2("status", false, `unsolved: ${String(fields.reason ?? "no reason given")}`);
    else throw new FieldError(`${path}.status: must be optimal, boundary, infeasible or unsolved`);
    if (bounded && status !== "unsolved") checkBound(context, fields, path, rateFloor, check2);
  });
  return { rateFloor, status, verified, checks };
}
function checkComplementary({ objective: objective2 }, point, path, rateFloor, check2) {
  if (point.status !== "stationary") return;
  const crb = readNumber(readObject(point.crb, `${path}.crb`)[boundOf[objective2]], `${path}.crb`, 0);
  const slope = readNumber(point.slope, `${path}.slope`, 0);
  const rate = readNumber(point.rate, `${path}.rate`, 0);
  const share = slope * (rate - rateFloor) / crb;
  check2("complementarity", share <= 1e-6, `slope\xB7(rate \u2212 floor) is ${show2(share)} of the objective`);
}
function collect(run2) {
  const checks = [];
  try {
    run2((name, ok, detail) => checks.push({ name, ok, detail }));
  } catch (error) {
    const message = messageOf(error);
    const name = error instanceof FieldError ? message.slice(0, message.indexOf(":")) : "arithmetic";
    checks.push({ name, ok: false, detail: message });
  }
  return { verified: checks.length > 0 && checks.every(({ ok }) => ok), checks };
}
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

// bindings/monte-carlo/histogram.ts
var mantissaBits = 10;
var quantileError = 1 / (1 << mantissaBits + 1);
var shift = 20 - mantissaBits;
var halves = new Uint32Array(2);
var double = new Float64Array(halves.buffer);
function edge(bin) {
  halves[0] = 0;
  halves[1] = bin << shift;
  return double[0];
}
function binOf(value2) {
  double[0] = value2 + 0;
  return halves[1] >>> shift;
}
function binBelow(value2) {
  double[0] = value2;
  const upper = halves[0] === 0 ? halves[1] - 1 : halves[1];
  return upper >>> shift;
}
var pageBits = 8;
var pageBins = 1 << pageBits;
var Histogram = class {
  #binOf;
  /** Counts by page, where there are any. */
  #pages = /* @__PURE__ */ new Map();
  count = 0;
  /** NaN as long as there is no value. */
  min = NaN;
  max = NaN;
  /** Whether a value on an edge counts with those below it (for shares > edge) or above it (for shares < edge). */
  constructor(edgesCount) {
    this.#binOf = edgesCount === "below" ? binBelow : binOf;
  }
  /** @param value finite, ≥ 0; > 0 where edges count below */
  add(value2) {
    const bin = this.#binOf(value2);
    let page = this.#pages.get(bin >>> pageBits);
    if (page === void 0) this.#pages.set(bin >>> pageBits, page = new Uint32Array(pageBins));
    if (++page[bin & pageBins - 1] === 0) throw new RangeError("2^32 values in one bin are too many");
    this.count++;
    if (!(value2 >= this.min)) this.min = value2;
    if (!(value2 <= this.max)) this.max = value2;
  }
  /** First and last bin with a value in it. */
  range() {
    return { first: this.#binOf(this.min), last: this.#binOf(this.max) };
  }
  /**
   * Quantiles, as the usual interpolation between order statistics has them (rank q·(n − 1), linear between ranks),
   * within {@link quantileError} relative.
   *
   * @param levels each in [0, 1]; there must be a value
   */
  quantiles(levels2) {
    const bins = this.#sorted();
    return levels2.map((level2) => {
      const rank = level2 * (this.count - 1);
      const below = Math.floor(rank);
      const lower = this.#atRank(bins, below);
      return below === rank ? lower : lower + (rank - below) * (this.#atRank(bins, below + 1) - lower);
    });
  }
  /** How many values lie below each of some edges, given by bins in ascending order; exact. */
  countsBelow(edges) {
    const bins = this.#sorted();
    let next = 0;
    let below = 0;
    return edges.map((bin) => {
      for (; next < bins.length && bins[next][0] < bin; next++) below += bins[next][1];
      return below;
    });
  }
  /** Bins with their counts, in order, empty ones aside. */
  #sorted() {
    const pages = [...this.#pages].sort(([a], [b]) => a - b);
    return pages.flatMap(
      ([page, counts]) => [...counts].flatMap(
        (count3, i2) => count3 === 0 ? [] : [[page * pageBins + i2, count3]]
      )
    );
  }
  /** The value of a rank, from 0, as far as its bin tells. */
  #atRank(bins, rank) {
    let seen = 0;
    const [bin] = bins.find(([, count3]) => (seen += count3) > rank);
    const middle = bin === 0 ? 0 : (edge(bin) + edge(bin + 1)) / 2;
    return Math.min(this.max, Math.max(this.min, middle));
  }
};

// bindings/monte-carlo/summary.ts
var levels = { q05: 0.05, q25: 0.25, q50: 0.5, q75: 0.75, q95: 0.95 };
var Summarizer = class {
  #draws = 0;
  #objective = "sum";
  #entries = [];
  add(batch) {
    if (batch.first !== this.#draws)
      throw new Error(`expected the batch that begins with draw ${this.#draws}, not ${batch.first}`);
    if (this.#draws === 0) {
      this.#objective = batch.objective;
      const rows2 = batch.draws.floor.length / batch.count;
      this.#entries = Array.from({ length: rows2 }, (_, row) => new Entry(batch, row));
    }
    const rows = this.#entries.length;
    for (let draw = 0, row = 0; draw < batch.count; draw++)
      for (let entry = 0; entry < rows; entry++, row++) this.#entries[entry].add(batch.draws, row);
    this.#draws += batch.count;
  }
  summary() {
    if (this.#draws === 0) throw new Error("there is nothing to summarize");
    return {
      schemaVersion: 1,
      draws: this.#draws,
      objective: this.#objective,
      quantileError,
      entries: this.#entries.map((entry) => entry.summary())
    };
  }
};
var bounds = ["total", "delay", "angle", "position"];
var solved = /* @__PURE__ */ new Set(["optimal", "stationary"]);
var Entry = class {
  #about;
  #counts = rowStatuses.map(() => 0);
  #maxRate = new Sample("above");
  #bounds = bounds.map(() => new Sample("below"));
  #lowerBound = new Sample("above");
  #aim;
  /** @param row of the first draw */
  constructor({ draws, swept: swept2, objective: objective2 }, row) {
    const fraction = orNull2(draws.fraction[row]);
    this.#about = {
      sweep: Object.fromEntries(Object.entries(swept2).map(([path, values]) => [path, values[row]])),
      floor: draws.floor[row],
      fraction,
      rateFloor: fraction === null ? orNull2(draws.rateFloor[row]) : null
    };
    this.#aim = bounds.indexOf(boundOf[objective2]);
  }
  add(draws, row) {
    const status = draws.status[row];
    this.#counts[status]++;
    this.#maxRate.add(draws.maxRate[row]);
    if (!solved.has(rowStatuses[status])) return;
    for (let i2 = 0; i2 < bounds.length; i2++) this.#bounds[i2].add(draws[bounds[i2]][row]);
    this.#lowerBound.add(draws.lowerBound[row]);
  }
  summary() {
    const [total, delay, angle2, position] = this.#bounds.map((sample) => sample.distribution());
    const counts = Object.fromEntries(rowStatuses.map((status, i2) => [status, this.#counts[i2]]));
    return {
      ...this.#about,
      counts,
      maxRate: this.#maxRate.distribution(),
      total,
      delay,
      angle: angle2,
      position,
      lowerBound: this.#lowerBound.distribution(),
      outage: {
        rate: rateOutage(this.#maxRate.histogram),
        bound: boundOutage(
          this.#bounds[this.#aim].histogram,
          this.#counts.reduce((a, b) => a + b)
        )
      }
    };
  }
};
var Sample = class {
  histogram;
  #sum = 0;
  constructor(edgesCount) {
    this.histogram = new Histogram(edgesCount);
  }
  /** @param value NaN for none */
  add(value2) {
    if (Number.isNaN(value2)) return;
    this.#sum += value2;
    this.histogram.add(value2);
  }
  distribution() {
    const { count: count3 } = this.histogram;
    if (count3 === 0) return null;
    const [q05, q25, q50, q75, q95] = this.histogram.quantiles(Object.values(levels));
    return { count: count3, mean: this.#sum / count3, q05, q25, q50, q75, q95 };
  }
};
var steps = Array.from({ length: 101 }, (_, k) => k / 100);
function rateOutage(histogram) {
  if (histogram.count === 0) return null;
  const top = edge(histogram.range().last + 1);
  const bins = steps.map((step) => binOf(step * top));
  return curve(bins, histogram.countsBelow(bins), histogram.count);
}
function boundOutage(histogram, rows) {
  if (histogram.count === 0) return null;
  const { first, last: last2 } = histogram.range();
  const width = Math.max(last2 + 1 - first, steps.length - 1);
  const bins = steps.map((step) => first + Math.round(step * width));
  return curve(
    bins,
    histogram.countsBelow(bins).map((below) => rows - below),
    rows
  );
}
function curve(bins, counts, count3) {
  return { count: count3, abscissae: bins.map(edge), probability: counts.map((n) => n / count3) };
}
function orNull2(value2) {
  return Number.isNaN(value2) ? null : value2;
}

// bindings/index.ts
function loadSolver({ wasm } = {}) {
  return solverFrom(wasm ?? platform.wasm());
}
function monteCarlo(experiment2, options2 = {}) {
  return runMonteCarlo(platform, experiment2, options2);
}

// bindings/cli/io.ts
import { access, constants, readFile as readFile2, realpath, stat as stat2, writeFile } from "node:fs/promises";
import { dirname as dirname2 } from "node:path";

// bindings/cli/whole-file.ts
import { createHash, randomBytes } from "node:crypto";
import { unlinkSync } from "node:fs";
import { mkdir, open, readdir, rename, stat, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
var temporaries = /* @__PURE__ */ new Set();
function removeTemporaries() {
  for (const file of temporaries) {
    try {
      unlinkSync(file);
    } catch {
    }
  }
  temporaries.clear();
}
async function makeFolder(path) {
  try {
    return await made(path) ? path : void 0;
  } catch (error) {
    if (error.code !== "ENOENT" || dirname(path) === path) throw error;
  }
  const first = await makeFolder(dirname(path));
  const own = await made(path);
  return first ?? (own ? path : void 0);
}
async function made(path) {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if (error.code === "EEXIST" && (await stat(path)).isDirectory()) return false;
    throw error;
  }
}
function temporaryName(target) {
  return join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}.tmp`);
}
async function sweepTemporaries(folder) {
  for (const name of await readdir(folder)) {
    if (/^\..*\.[0-9a-f]{12}\.tmp$/.test(name)) await unlink(join(folder, name));
  }
}
var WholeFile = class _WholeFile {
  target;
  #temporary;
  #handle;
  #hash = createHash("sha256");
  bytes = 0;
  constructor(target, temporary, handle) {
    this.target = target;
    this.#temporary = temporary;
    this.#handle = handle;
  }
  /** Opens a temporary file beside a target, which must not be a link. */
  static async create(target) {
    const temporary = temporaryName(target);
    temporaries.add(temporary);
    return new _WholeFile(target, temporary, await open(temporary, "wx"));
  }
  async write(content) {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    await this.#handle.writeFile(bytes);
    this.#hash.update(bytes);
    this.bytes += bytes.length;
  }
  /** Flushes the file to the disk and closes it; it still has its temporary name. */
  async finish() {
    await this.#handle.sync();
    await this.#handle.close();
  }
  /** SHA-256 of what was written, in hexadecimal. */
  sha256() {
    return this.#hash.copy().digest("hex");
  }
  /** Puts the finished file in the place of its target. */
  async publish() {
    await rename(this.#temporary, this.target);
    temporaries.delete(this.#temporary);
  }
  /** Gives up; to be called in any state. */
  async discard() {
    await this.#handle.close().catch(() => {
    });
    if (!temporaries.delete(this.#temporary)) return;
    await unlink(this.#temporary).catch(() => {
    });
  }
};
async function writeWhole(target, content) {
  const file = await WholeFile.create(target);
  try {
    await file.write(content);
    await file.finish();
    await file.publish();
  } finally {
    await file.discard();
  }
  await syncFolder(dirname(target));
}
async function syncFolder(folder) {
  const handle = await open(folder).catch(() => null);
  await handle?.sync().catch(() => {
  });
  await handle?.close();
}

// bindings/cli/io.ts
var exit = { done: 0, badInput: 1, notCertified: 2, inputOutput: 3, internal: 70 };
var CommandError = class extends Error {
  status;
  constructor(status, message, options2) {
    super(message, options2);
    this.status = status;
  }
};
async function readJson(file, streams) {
  const bytes = await readBytes(file, streams);
  try {
    return parseJson(bytes, nameOf(file));
  } catch (error) {
    throw new CommandError(exit.badInput, reason2(error));
  }
}
async function readBytes(file, { stdin: stdin2 }) {
  try {
    return file === "-" ? await readAll(stdin2) : await readFile2(file);
  } catch (error) {
    throw new CommandError(exit.inputOutput, `cannot read ${nameOf(file)}: ${reason2(error)}`, {
      cause: error
    });
  }
}
var nameOf = (file) => file === "-" ? "standard input" : file;
async function readAll(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}
function checkDistinct(outputs) {
  const seen = /* @__PURE__ */ new Map();
  for (const { option, file } of outputs) {
    if (file === void 0) continue;
    const other = seen.get(file);
    if (other !== void 0) {
      const where = file === "-" ? "standard output" : file;
      throw new CommandError(exit.badInput, `${other} and ${option} cannot both go to ${where}`);
    }
    seen.set(file, option);
  }
}
async function checkWritable(files) {
  for (const file of files) if (file !== void 0 && file !== "-") await targetOf(file);
}
async function writeOutputs(outputs, { stdout: stdout2 }) {
  const ready = [];
  try {
    for (const { file, text: text2 } of outputs) {
      if (file === "-") continue;
      const target = await targetOf(file);
      await guarded(file, async () => {
        if (!target.renames) return writeFile(target.path, text2);
        const whole = await WholeFile.create(target.path);
        ready.push(whole);
        await whole.write(text2);
        await whole.finish();
      });
    }
    for (const whole of ready) await guarded(whole.target, () => whole.publish());
  } finally {
    for (const whole of ready) await whole.discard();
  }
  for (const { file, text: text2 } of outputs) if (file === "-") await write(stdout2, text2);
}
async function targetOf(file) {
  return guarded(file, async () => {
    const existing = await stat2(file).catch((error) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    if (existing?.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    if (existing !== null && !existing.isFile()) return { path: file, renames: false };
    const path = existing === null ? file : await realpath(file);
    await access(dirname2(path), constants.W_OK);
    return { path, renames: true };
  });
}
async function guarded(file, action) {
  try {
    return await action();
  } catch (error) {
    throw new CommandError(exit.inputOutput, `cannot write ${file}: ${reason2(error)}`, { cause: error });
  }
}
function write(stream, text2) {
  return new Promise((resolve3, reject) => {
    stream.write(text2, (error) => {
      if (error) reject(error);
      else resolve3();
    });
  });
}
var reasons = {
  ENOENT: "no such file or folder",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is not a folder",
  EEXIST: "there is something else in its place",
  EACCES: "permission denied",
  EPERM: "not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "no space left",
  EDQUOT: "the quota is used up"
};
function reason2(error) {
  const code = error?.code ?? "";
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

// node_modules/commander/esm.mjs
var import_index = __toESM(require_commander(), 1);
var {
  program,
  createCommand,
  createArgument,
  createOption,
  CommanderError,
  InvalidArgumentError,
  InvalidOptionArgumentError,
  // deprecated old name
  Command,
  Argument,
  Option,
  Help
} = import_index.default;

// bindings/cli/designs.ts
function designAt(solver2, scenario2, rate, model2) {
  return designsAt(solver2, scenario2, [rate], model2).points[0];
}
function designsAt(solver2, scenario2, rates, model2) {
  const result2 = solver2.tradeoff(scenario2, { ...model2, rates, covariance: true, extremes: false });
  const beyond = result2.points.flatMap(
    ({ status, rateFloor }) => status === "infeasible" ? [
      {
        path: "rate",
        value: rateFloor,
        message: `must be at most ${result2.maxRate} bps/Hz, the largest rate`
      }
    ] : []
  );
  if (beyond.length > 0) throw new InputError(beyond);
  const unsolved3 = result2.points.find(({ status }) => status === "unsolved");
  if (unsolved3 !== void 0)
    throw new CommandError(
      exit.notCertified,
      `the optimum at ${unsolved3.rateFloor} bps/Hz is unsolved: ${unsolved3.reason}`
    );
  return result2;
}

// bindings/cli/options.ts
function addModelOptions(command) {
  return command.option("--fidelity <name>", "formula of the bound: printed, decoupled or coupled (default: printed)").option("--objective <name>", "what is minimised: sum, delay, angle or position (default: sum)");
}
function number2(text2) {
  const decimal2 = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;
  return decimal2.test(text2) ? Number(text2) : text2;
}
function numbers(text2) {
  return text2.split(",").flatMap((part2) => part2.includes(":") ? range(part2) : number2(part2));
}
var longest = 1e5;
function range(text2) {
  const parts = text2.split(":");
  const [start, step, end2] = parts.map(number2);
  const fine = parts.length === 3 && [start, step, end2].every((value2) => typeof value2 === "number");
  const places2 = Math.max(...parts.map(decimalPlaces));
  const unit = Number(`1e${places2}`);
  const [first, by, last2] = [start, step, end2].map((value2) => Math.round(value2 * unit));
  const count3 = Math.floor((last2 - first) / by) + 1;
  if (!fine || places2 > 15 || !(count3 >= 1 && count3 <= longest) || !Number.isSafeInteger(first + count3 * by)) {
    const message = `must be START:STEP:END with END at or beyond START, and at most ${longest} numbers`;
    throw new InputError([{ path: "rates", value: text2, message }]);
  }
  return Array.from({ length: count3 }, (_, k) => (first + k * by) / unit);
}
function decimalPlaces(text2) {
  const [, digits3 = "", exponent = "0"] = /\.?(\d*)(?:[eE]([+-]?\d+))?\s*$/.exec(text2.replace(/^[^.eE]*/, "")) ?? [];
  return Math.max(0, digits3.length - Number(exponent));
}
function oneRate(rates) {
  if (rates !== void 0 && rates.length !== 1)
    throw new InputError([{ path: "rates", value: rates, message: "must be one rate floor (bps/Hz)" }]);
  return rates?.[0];
}
function spelled(argv) {
  const end2 = argv.includes("--") ? argv.indexOf("--") : argv.length;
  return argv.map((argument, i2) => i2 < end2 ? argument.replace(/^--rate(?==|$)/, "--rates") : argument);
}

// bindings/cli/picture.ts
function checkPicture(option, file) {
  if (file === void 0 || file === "-" || /\.(svg|png)$/i.test(file)) return;
  throw new CommandError(
    exit.badInput,
    `${option} ${file}: the name must end in .svg or .png (or be -, for SVG)`
  );
}
async function picture(file, spec, world) {
  const { renderPng, renderSvg } = await world.loadPlot();
  const svg = renderSvg(spec);
  return { file, text: /\.png$/i.test(file) ? await renderPng(svg) : svg };
}

// bindings/cli/assignment.ts
var pathPattern = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*|\[\d{1,9}\])*$/;
function assignment(text2) {
  const [path, ...rest] = text2.split("=");
  if (rest.length === 0 || !pathPattern.test(path)) {
    const message = "must be PATH=VALUE, with a path such as powerDbm, receiver.antennas or devices[0].symbol";
    throw new InputError([{ path: "set", value: text2, message }]);
  }
  const keys = Array.from(path.matchAll(/[^.[\]]+/g), ([key]) => /^\d/.test(key) ? Number(key) : key);
  return { path, keys, value: parsed(rest.join("=")) };
}
function parsed(text2) {
  try {
    return JSON.parse(text2);
  } catch {
    return text2;
  }
}
function assign(root2, assignments) {
  return assignments.reduce((value2, { path, keys, value: leaf }) => put(value2, path, keys, leaf), root2);
}
function put(target, path, [key, ...rest], leaf) {
  if (key === void 0) return leaf;
  if (typeof key === "number") {
    if (!Array.isArray(target) || key >= target.length) {
      const message = `leads to entry ${key} of ${Array.isArray(target) ? `a list of ${target.length}` : "what is no list"}`;
      throw new InputError([{ path: "set", value: path, message }]);
    }
    return target.map((entry, i2) => i2 === key ? put(entry, path, rest, leaf) : entry);
  }
  if (target !== void 0 && !isObject(target))
    throw new InputError([{ path: "set", value: path, message: `leads to ${key} of what is no object` }]);
  const own = target !== void 0 && Object.hasOwn(target, key) ? target[key] : void 0;
  return Object.fromEntries([
    ...Object.entries(target ?? {}).filter(([name]) => name !== key),
    [key, put(own, path, rest, leaf)]
  ]);
}

// bindings/cli/arrays.ts
import { extname } from "node:path";

// bindings/cli/files/array.ts
var mostNumbers = 16777216;
var FormatError = class extends Error {
};
function sizeOf(shape) {
  const size = shape.reduce((product, length2) => product * length2, 1);
  if (shape.length > 8 || !shape.every((length2) => Number.isSafeInteger(length2) && length2 >= 0))
    throw new FormatError(`has an array of impossible shape ${shape.join("\xD7")}`);
  if (!(size <= mostNumbers))
    throw new FormatError(`has an array of ${shape.join("\xD7")} numbers, more than the ${mostNumbers} allowed`);
  return size;
}
function toRowMajor(data, shape) {
  return reordered(data, shape, (from, to, at) => to[at.row] = from[at.column]);
}
function toColumnMajor(data, shape) {
  return reordered(data, shape, (from, to, at) => to[at.column] = from[at.row]);
}
function reordered(data, shape, move) {
  const strides = [];
  shape.reduce((stride, length2, k) => (strides[k] = stride, stride * length2), 1);
  const index = new Array(shape.length).fill(0);
  const result2 = new Float64Array(data.length);
  const at = { row: 0, column: 0 };
  for (; at.row < data.length; at.row++) {
    move(data, result2, at);
    for (let k = shape.length - 1; k >= 0; k--) {
      at.column += strides[k];
      if (++index[k] < shape[k]) break;
      at.column -= strides[k] * shape[k];
      index[k] = 0;
    }
  }
  return result2;
}
function rowsOf(data, [rows, columns2]) {
  return Array.from(
    { length: rows },
    (_, i2) => Array.from({ length: columns2 }, (_2, j) => data[i2 * columns2 + j])
  );
}
function toMatrix({ shape, re, im }) {
  if (shape.length !== 2)
    throw new FormatError(
      `has an array of ${shape.length} dimensions (${shape.join("\xD7")}) where a matrix is needed`
    );
  return { re: rowsOf(re, shape), im: rowsOf(im ?? new Float64Array(re.length), shape) };
}

// node_modules/csv-parse/lib/api/CsvError.js
var CsvError = class _CsvError extends Error {
  constructor(code, message, options2, ...contexts) {
    if (Array.isArray(message)) message = message.join(" ").trim();
    super(message);
    if (Error.captureStackTrace !== void 0) {
      Error.captureStackTrace(this, _CsvError);
    }
    this.code = code;
    for (const context of contexts) {
      for (const key in context) {
        const value2 = context[key];
        this[key] = Buffer.isBuffer(value2) ? value2.toString(options2.encoding) : value2 == null ? value2 : JSON.parse(JSON.stringify(value2));
      }
    }
  }
};

// node_modules/csv-parse/lib/utils/is_object.js
var is_object = function(obj) {
  return typeof obj === "object" && obj !== null && !Array.isArray(obj);
};

// node_modules/csv-parse/lib/api/normalize_columns_array.js
var normalize_columns_array = function(columns2) {
  const normalizedColumns = [];
  for (let i2 = 0, l = columns2.length; i2 < l; i2++) {
    const column2 = columns2[i2];
    if (column2 === void 0 || column2 === null || column2 === false) {
      normalizedColumns[i2] = { disabled: true };
    } else if (typeof column2 === "string" || typeof column2 === "number") {
      normalizedColumns[i2] = { name: `${column2}` };
    } else if (is_object(column2)) {
      if (typeof column2.name !== "string") {
        throw new CsvError("CSV_OPTION_COLUMNS_MISSING_NAME", [
          "Option columns missing name:",
          `property "name" is required at position ${i2}`,
          "when column is an object literal"
        ]);
      }
      normalizedColumns[i2] = column2;
    } else {
      throw new CsvError("CSV_INVALID_COLUMN_DEFINITION", [
        "Invalid column definition:",
        "expect a string or a literal object,",
        `got ${JSON.stringify(column2)} at position ${i2}`
      ]);
    }
  }
  return normalizedColumns;
};

// node_modules/csv-parse/lib/utils/ResizeableBuffer.js
var ResizeableBuffer = class {
  constructor(size = 100) {
    this.size = size;
    this.length = 0;
    this.buf = Buffer.allocUnsafe(size);
  }
  prepend(val) {
    if (Buffer.isBuffer(val)) {
      const length2 = this.length + val.length;
      if (length2 >= this.size) {
        this.resize();
        if (length2 >= this.size) {
          throw Error("INVALID_BUFFER_STATE");
        }
      }
      const buf = this.buf;
      this.buf = Buffer.allocUnsafe(this.size);
      val.copy(this.buf, 0);
      buf.copy(this.buf, val.length);
      this.length += val.length;
    } else {
      const length2 = this.length++;
      if (length2 === this.size) {
        this.resize();
      }
      const buf = this.clone();
      this.buf[0] = val;
      buf.copy(this.buf, 1, 0, length2);
    }
  }
  append(val) {
    const length2 = this.length++;
    if (length2 === this.size) {
      this.resize();
    }
    this.buf[length2] = val;
  }
  clone() {
    return Buffer.from(this.buf.slice(0, this.length));
  }
  resize() {
    const length2 = this.length;
    this.size = this.size * 2;
    const buf = Buffer.allocUnsafe(this.size);
    this.buf.copy(buf, 0, 0, length2);
    this.buf = buf;
  }
  toString(encoding) {
    if (encoding) {
      return this.buf.toString(encoding, 0, this.length);
    } else {
      return Uint8Array.prototype.slice.call(this.buf.slice(0, this.length));
    }
  }
  toJSON() {
    return this.toString("utf8");
  }
  reset() {
    this.length = 0;
  }
};
var ResizeableBuffer_default = ResizeableBuffer;

// node_modules/csv-parse/lib/api/init_state.js
var init_state = function(options2) {
  const timchars = [
    // Basic Latin
    32,
    // [Space](https://www.fileformat.info/info/unicode/char/0020/index.htm)
    9,
    // [CHARACTER TABULATION (HT)](https://www.fileformat.info/info/unicode/char/0009/index.htm)
    10,
    // [LINE FEED (LF)](https://www.fileformat.info/info/unicode/char/000a/index.htm)
    13,
    // [CARRIAGE RETURN (CR)](https://www.fileformat.info/info/unicode/char/000d/index.htm)
    12,
    // [FORM FEED (FF)](https://www.fileformat.info/info/unicode/char/000c/index.htm)
    11,
    // [LINE TABULATION (VT)](https://www.fileformat.info/info/unicode/char/000b/index.htm)
    // Latin-1 Supplement
    160,
    // [NO-BREAK SPACE (NBSP)](https://www.fileformat.info/info/unicode/char/00a0/index.htm)
    // Ogham
    5760,
    // [OGHAM SPACE MARK](https://www.fileformat.info/info/unicode/char/1680/index.htm)
    // General Punctuation
    8192,
    // [EN QUAD](https://www.fileformat.info/info/unicode/char/2000/index.htm)
    8193,
    // [EM QUAD](https://www.fileformat.info/info/unicode/char/2001/index.htm)
    8194,
    // [EN SPACE](https://www.fileformat.info/info/unicode/char/2002/index.htm)
    8195,
    // [EM SPACE](https://www.fileformat.info/info/unicode/char/2003/index.htm)
    8196,
    // [THREE-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2004/index.htm)
    8197,
    // [FOUR-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2005/index.htm)
    8198,
    // [SIX-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2006/index.htm)
    8199,
    // [FIGURE SPACE](https://www.fileformat.info/info/unicode/char/2007/index.htm)
    8200,
    // [PUNCTUATION SPACE](https://www.fileformat.info/info/unicode/char/2008/index.htm)
    8201,
    // [THIN SPACE](https://www.fileformat.info/info/unicode/char/2009/index.htm)
    8202,
    // [HAIR SPACE](https://www.fileformat.info/info/unicode/char/200a/index.htm)
    8232,
    // [LINE SEPARATOR](https://www.fileformat.info/info/unicode/char/2028/index.htm)
    8233,
    // [PARAGRAPH SEPARATOR](https://www.fileformat.info/info/unicode/char/2029/index.htm)
    8239,
    // [NARROW NO-BREAK SPACE (NNBSP)](https://www.fileformat.info/info/unicode/char/202f/index.htm)
    8287,
    // [MEDIUM MATHEMATICAL SPACE (MMSP)](https://www.fileformat.info/info/unicode/char/205f/index.htm)
    12288,
    // [IDEOGRAPHIC SPACE](https://www.fileformat.info/info/unicode/char/3000/index.htm)
    65279
    // [ZERO WIDTH NO-BREAK SPACE (BOM)](https://www.fileformat.info/info/unicode/char/feff/index.htm)
  ].reduce((acc, codepoint) => {
    const encoded = Buffer.from(
      String.fromCharCode(codepoint),
      options2.encoding
    );
    if (codepoint !== 63 && encoded.length === 1 && encoded[0] === 63) {
      return acc;
    }
    acc.push(encoded);
    return acc;
  }, []);
  const timcharFirstBytes = new Uint8Array(256);
  for (const t of timchars) timcharFirstBytes[t[0]] = 1;
  return {
    bomSkipped: false,
    bufBytesStart: 0,
    castField: options2.cast_function,
    commenting: false,
    delimiterBufPrevious: void 0,
    delimiterDiscovered: false,
    // Current error encountered by a record
    error: void 0,
    enabled: options2.from_line === 1,
    escaping: false,
    escapeIsQuote: Buffer.isBuffer(options2.escape) && Buffer.isBuffer(options2.quote) && Buffer.compare(options2.escape, options2.quote) === 0,
    // columns can be `false`, `true`, `Array`
    expectedRecordLength: Array.isArray(options2.columns) ? options2.columns.length : void 0,
    field: new ResizeableBuffer_default(20),
    firstLineToHeaders: options2.cast_first_line_to_header,
    needMoreDataSize: Math.max(
      // Skip if the remaining buffer smaller than comment
      options2.comment !== null ? options2.comment.length : 0,
      ...options2.delimiter ? options2.delimiter.map((delimiter) => delimiter.length) : [],
      // Auto discovery of delimiter is limited to 1 character
      options2.delimiter_auto ? 1 : 0,
      // Skip if the remaining buffer can be escape sequence
      options2.quote !== null ? options2.quote.length : 0,
      ...timchars.map((t) => t.length)
    ),
    previousBuf: void 0,
    quoting: false,
    stop: false,
    rawBuffer: new ResizeableBuffer_default(100),
    record: [],
    recordHasError: false,
    record_length: 0,
    recordDelimiterMaxLength: options2.record_delimiter.length === 0 ? 0 : Math.max(...options2.record_delimiter.map((v) => v.length)),
    trimChars: [
      Buffer.from(" ", options2.encoding)[0],
      Buffer.from("	", options2.encoding)[0]
    ],
    wasQuoting: false,
    wasRowDelimiter: false,
    timchars,
    timcharFirstBytes
  };
};

// node_modules/csv-parse/lib/utils/underscore.js
var underscore = function(str) {
  return str.replace(/([A-Z])/g, function(_, match) {
    return "_" + match.toLowerCase();
  });
};

// node_modules/csv-parse/lib/api/normalize_options.js
var normalize_options = function(opts) {
  const options2 = {};
  for (const opt in opts) {
    options2[underscore(opt)] = opts[opt];
  }
  if (options2.encoding === void 0 || options2.encoding === true) {
    options2.encoding = "utf8";
  } else if (options2.encoding === null || options2.encoding === false) {
    options2.encoding = null;
  } else if (typeof options2.encoding !== "string" && options2.encoding !== null) {
    throw new CsvError(
      "CSV_INVALID_OPTION_ENCODING",
      [
        "Invalid option encoding:",
        "encoding must be a string or null to return a buffer,",
        `got ${JSON.stringify(options2.encoding)}`
      ],
      options2
    );
  }
  if (options2.bom === void 0 || options2.bom === null || options2.bom === false) {
    options2.bom = false;
  } else if (options2.bom !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_BOM",
      [
        "Invalid option bom:",
        "bom must be true,",
        `got ${JSON.stringify(options2.bom)}`
      ],
      options2
    );
  }
  options2.cast_function = null;
  if (options2.cast === void 0 || options2.cast === null || options2.cast === false || options2.cast === "") {
    options2.cast = void 0;
  } else if (typeof options2.cast === "function") {
    options2.cast_function = options2.cast;
    options2.cast = true;
  } else if (options2.cast !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST",
      [
        "Invalid option cast:",
        "cast must be true or a function,",
        `got ${JSON.stringify(options2.cast)}`
      ],
      options2
    );
  }
  if (options2.cast_date === void 0 || options2.cast_date === null || options2.cast_date === false || options2.cast_date === "") {
    options2.cast_date = false;
  } else if (options2.cast_date === true) {
    options2.cast_date = function(value2) {
      const date = Date.parse(value2);
      return !isNaN(date) ? new Date(date) : value2;
    };
  } else if (typeof options2.cast_date !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST_DATE",
      [
        "Invalid option cast_date:",
        "cast_date must be true or a function,",
        `got ${JSON.stringify(options2.cast_date)}`
      ],
      options2
    );
  }
  options2.cast_first_line_to_header = void 0;
  if (options2.columns === true) {
    options2.cast_first_line_to_header = void 0;
  } else if (typeof options2.columns === "function") {
    options2.cast_first_line_to_header = options2.columns;
    options2.columns = true;
  } else if (Array.isArray(options2.columns)) {
    options2.columns = normalize_columns_array(options2.columns);
  } else if (options2.columns === void 0 || options2.columns === null || options2.columns === false) {
    options2.columns = false;
  } else {
    throw new CsvError(
      "CSV_INVALID_OPTION_COLUMNS",
      [
        "Invalid option columns:",
        "expect an array, a function or true,",
        `got ${JSON.stringify(options2.columns)}`
      ],
      options2
    );
  }
  if (options2.group_columns_by_name === void 0 || options2.group_columns_by_name === null || options2.group_columns_by_name === false) {
    options2.group_columns_by_name = false;
  } else if (options2.group_columns_by_name !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "expect an boolean,",
        `got ${JSON.stringify(options2.group_columns_by_name)}`
      ],
      options2
    );
  } else if (options2.columns === false) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "the `columns` mode must be activated."
      ],
      options2
    );
  }
  if (options2.comment === void 0 || options2.comment === null || options2.comment === false || options2.comment === "") {
    options2.comment = null;
  } else {
    if (typeof options2.comment === "string") {
      options2.comment = Buffer.from(options2.comment, options2.encoding);
    }
    if (!Buffer.isBuffer(options2.comment)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_COMMENT",
        [
          "Invalid option comment:",
          "comment must be a buffer or a string,",
          `got ${JSON.stringify(options2.comment)}`
        ],
        options2
      );
    }
  }
  if (options2.comment_no_infix === void 0 || options2.comment_no_infix === null || options2.comment_no_infix === false) {
    options2.comment_no_infix = false;
  } else if (options2.comment_no_infix !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_COMMENT",
      [
        "Invalid option comment_no_infix:",
        "value must be a boolean,",
        `got ${JSON.stringify(options2.comment_no_infix)}`
      ],
      options2
    );
  }
  if (options2.delimiter_auto === void 0 || options2.delimiter_auto === null || options2.delimiter_auto === false) {
    options2.delimiter_auto = false;
  } else if (options2.delimiter_auto === true) {
    options2.delimiter_auto = {};
  } else if (!is_object(options2.delimiter_auto)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_DELIMITER_AUTO",
      [
        "Invalid option delimiter_auto:",
        "delimiter_auto must be a boolean or a configuration object,",
        `got ${JSON.stringify(options2.delimiter_auto)}`
      ],
      options2
    );
  }
  if (options2.delimiter_auto) {
    if (options2.delimiter_auto.preferred === void 0)
      options2.delimiter_auto.preferred = {
        [",".charCodeAt(0)]: 1.8,
        ["	".charCodeAt(0)]: 1.8,
        [";".charCodeAt(0)]: 1.6,
        [" ".charCodeAt(0)]: 1.6,
        [":".charCodeAt(0)]: 1.5,
        [".".charCodeAt(0)]: 1.4,
        ["/".charCodeAt(0)]: 1.4
      };
    else if (!is_object(options2.delimiter_auto.preferred)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "preferred must be an object,",
          `got ${JSON.stringify(options2.delimiter_auto.preferred)}`
        ],
        options2
      );
    }
    if (options2.delimiter_auto.score === void 0)
      options2.delimiter_auto.score = (info, options3) => {
        return (info.total - info.std) * (options3.preferred[info.char_code] || 1);
      };
    else if (typeof options2.delimiter_auto.score !== "function") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "score must be a function,",
          `got ${JSON.stringify(options2.delimiter_auto.score)}`
        ],
        options2
      );
    }
    if (options2.delimiter_auto.size === void 0)
      options2.delimiter_auto.size = 2048;
    else if (typeof options2.delimiter_auto.size !== "number") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "size must be a number,",
          `got ${JSON.stringify(options2.delimiter_auto.size)}`
        ],
        options2
      );
    }
  }
  const delimiter_json = JSON.stringify(options2.delimiter);
  if (options2.delimiter_auto !== false) {
    options2.delimiter = [];
  }
  if (!Array.isArray(options2.delimiter)) {
    if (options2.delimiter === void 0 || options2.delimiter === null || options2.delimiter === false) {
      options2.delimiter = Buffer.from(",", options2.encoding);
    }
    options2.delimiter = [options2.delimiter];
  }
  options2.delimiter = options2.delimiter.map(function(delimiter) {
    if (typeof delimiter === "string") {
      delimiter = Buffer.from(delimiter, options2.encoding);
    }
    if (!Buffer.isBuffer(delimiter) || delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER",
        [
          "Invalid option delimiter:",
          "delimiter must be a non empty string or buffer or array of string|buffer,",
          `got ${delimiter_json}`
        ],
        options2
      );
    }
    return delimiter;
  });
  if (options2.escape === void 0 || options2.escape === true) {
    options2.escape = Buffer.from('"', options2.encoding);
  } else if (typeof options2.escape === "string") {
    options2.escape = Buffer.from(options2.escape, options2.encoding);
  } else if (options2.escape === null || options2.escape === false) {
    options2.escape = null;
  }
  if (options2.escape !== null) {
    if (!Buffer.isBuffer(options2.escape)) {
      throw new Error(
        `Invalid Option: escape must be a buffer, a string or a boolean, got ${JSON.stringify(options2.escape)}`
      );
    }
  }
  if (options2.from === void 0 || options2.from === null) {
    options2.from = 1;
  } else {
    if (typeof options2.from === "string" && /\d+/.test(options2.from)) {
      options2.from = parseInt(options2.from);
    }
    if (Number.isInteger(options2.from)) {
      if (options2.from < 0) {
        throw new Error(
          `Invalid Option: from must be a positive integer, got ${JSON.stringify(opts.from)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from must be an integer, got ${JSON.stringify(options2.from)}`
      );
    }
  }
  if (options2.from_line === void 0 || options2.from_line === null) {
    options2.from_line = 1;
  } else {
    if (typeof options2.from_line === "string" && /\d+/.test(options2.from_line)) {
      options2.from_line = parseInt(options2.from_line);
    }
    if (Number.isInteger(options2.from_line)) {
      if (options2.from_line <= 0) {
        throw new Error(
          `Invalid Option: from_line must be a positive integer greater than 0, got ${JSON.stringify(opts.from_line)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from_line must be an integer, got ${JSON.stringify(opts.from_line)}`
      );
    }
  }
  if (options2.ignore_last_delimiters === void 0 || options2.ignore_last_delimiters === null) {
    options2.ignore_last_delimiters = false;
  } else if (typeof options2.ignore_last_delimiters === "number") {
    options2.ignore_last_delimiters = Math.floor(options2.ignore_last_delimiters);
    if (options2.ignore_last_delimiters === 0) {
      options2.ignore_last_delimiters = false;
    }
  } else if (typeof options2.ignore_last_delimiters !== "boolean") {
    throw new CsvError(
      "CSV_INVALID_OPTION_IGNORE_LAST_DELIMITERS",
      [
        "Invalid option `ignore_last_delimiters`:",
        "the value must be a boolean value or an integer,",
        `got ${JSON.stringify(options2.ignore_last_delimiters)}`
      ],
      options2
    );
  }
  if (options2.ignore_last_delimiters === true && options2.columns === false) {
    throw new CsvError(
      "CSV_IGNORE_LAST_DELIMITERS_REQUIRES_COLUMNS",
      [
        "The option `ignore_last_delimiters`",
        "requires the activation of the `columns` option"
      ],
      options2
    );
  }
  if (options2.info === void 0 || options2.info === null || options2.info === false) {
    options2.info = false;
  } else if (options2.info !== true) {
    throw new Error(
      `Invalid Option: info must be true, got ${JSON.stringify(options2.info)}`
    );
  }
  if (options2.max_record_size === void 0 || options2.max_record_size === null || options2.max_record_size === false) {
    options2.max_record_size = 0;
  } else if (Number.isInteger(options2.max_record_size) && options2.max_record_size >= 0) {
  } else if (typeof options2.max_record_size === "string" && /\d+/.test(options2.max_record_size)) {
    options2.max_record_size = parseInt(options2.max_record_size);
  } else {
    throw new Error(
      `Invalid Option: max_record_size must be a positive integer, got ${JSON.stringify(options2.max_record_size)}`
    );
  }
  if (options2.objname === void 0 || options2.objname === null || options2.objname === false) {
    options2.objname = void 0;
  } else if (Buffer.isBuffer(options2.objname)) {
    if (options2.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty buffer`);
    }
    if (options2.encoding === null) {
    } else {
      options2.objname = options2.objname.toString(options2.encoding);
    }
  } else if (typeof options2.objname === "string") {
    if (options2.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty string`);
    }
  } else if (typeof options2.objname === "number") {
  } else {
    throw new Error(
      `Invalid Option: objname must be a string or a buffer, got ${options2.objname}`
    );
  }
  if (options2.objname !== void 0) {
    if (typeof options2.objname === "number") {
      if (options2.columns !== false) {
        throw Error(
          "Invalid Option: objname index cannot be combined with columns or be defined as a field"
        );
      }
    } else {
      if (options2.columns === false) {
        throw Error(
          "Invalid Option: objname field must be combined with columns or be defined as an index"
        );
      }
    }
  }
  if (options2.on_record === void 0 || options2.on_record === null) {
    options2.on_record = void 0;
  } else if (typeof options2.on_record !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_ON_RECORD",
      [
        "Invalid option `on_record`:",
        "expect a function,",
        `got ${JSON.stringify(options2.on_record)}`
      ],
      options2
    );
  }
  if (options2.on_skip !== void 0 && options2.on_skip !== null && typeof options2.on_skip !== "function") {
    throw new Error(
      `Invalid Option: on_skip must be a function, got ${JSON.stringify(options2.on_skip)}`
    );
  }
  if (options2.quote === null || options2.quote === false || options2.quote === "") {
    options2.quote = null;
  } else {
    if (options2.quote === void 0 || options2.quote === true) {
      options2.quote = Buffer.from('"', options2.encoding);
    } else if (typeof options2.quote === "string") {
      options2.quote = Buffer.from(options2.quote, options2.encoding);
    }
    if (!Buffer.isBuffer(options2.quote)) {
      throw new Error(
        `Invalid Option: quote must be a buffer or a string, got ${JSON.stringify(options2.quote)}`
      );
    }
  }
  if (options2.raw === void 0 || options2.raw === null || options2.raw === false) {
    options2.raw = false;
  } else if (options2.raw !== true) {
    throw new Error(
      `Invalid Option: raw must be true, got ${JSON.stringify(options2.raw)}`
    );
  }
  if (options2.record_delimiter === void 0) {
    options2.record_delimiter = [];
  } else if (typeof options2.record_delimiter === "string" || Buffer.isBuffer(options2.record_delimiter)) {
    if (options2.record_delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer,",
          `got ${JSON.stringify(options2.record_delimiter)}`
        ],
        options2
      );
    }
    options2.record_delimiter = [options2.record_delimiter];
  } else if (!Array.isArray(options2.record_delimiter)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_RECORD_DELIMITER",
      [
        "Invalid option `record_delimiter`:",
        "value must be a string, a buffer or array of string|buffer,",
        `got ${JSON.stringify(options2.record_delimiter)}`
      ],
      options2
    );
  }
  options2.record_delimiter = options2.record_delimiter.map(function(rd, i2) {
    if (typeof rd !== "string" && !Buffer.isBuffer(rd)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a string, a buffer or array of string|buffer",
          `at index ${i2},`,
          `got ${JSON.stringify(rd)}`
        ],
        options2
      );
    } else if (rd.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer",
          `at index ${i2},`,
          `got ${JSON.stringify(rd)}`
        ],
        options2
      );
    }
    if (typeof rd === "string") {
      rd = Buffer.from(rd, options2.encoding);
    }
    return rd;
  });
  if (typeof options2.relax_column_count === "boolean") {
  } else if (options2.relax_column_count === void 0 || options2.relax_column_count === null) {
    options2.relax_column_count = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count must be a boolean, got ${JSON.stringify(options2.relax_column_count)}`
    );
  }
  if (typeof options2.relax_column_count_less === "boolean") {
  } else if (options2.relax_column_count_less === void 0 || options2.relax_column_count_less === null) {
    options2.relax_column_count_less = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_less must be a boolean, got ${JSON.stringify(options2.relax_column_count_less)}`
    );
  }
  if (typeof options2.relax_column_count_more === "boolean") {
  } else if (options2.relax_column_count_more === void 0 || options2.relax_column_count_more === null) {
    options2.relax_column_count_more = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_more must be a boolean, got ${JSON.stringify(options2.relax_column_count_more)}`
    );
  }
  if (typeof options2.relax_quotes === "boolean") {
  } else if (options2.relax_quotes === void 0 || options2.relax_quotes === null) {
    options2.relax_quotes = false;
  } else {
    throw new Error(
      `Invalid Option: relax_quotes must be a boolean, got ${JSON.stringify(options2.relax_quotes)}`
    );
  }
  if (typeof options2.skip_empty_lines === "boolean") {
  } else if (options2.skip_empty_lines === void 0 || options2.skip_empty_lines === null) {
    options2.skip_empty_lines = false;
  } else {
    throw new Error(
      `Invalid Option: skip_empty_lines must be a boolean, got ${JSON.stringify(options2.skip_empty_lines)}`
    );
  }
  if (typeof options2.skip_records_with_empty_values === "boolean") {
  } else if (options2.skip_records_with_empty_values === void 0 || options2.skip_records_with_empty_values === null) {
    options2.skip_records_with_empty_values = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_empty_values must be a boolean, got ${JSON.stringify(options2.skip_records_with_empty_values)}`
    );
  }
  if (typeof options2.skip_records_with_error === "boolean") {
  } else if (options2.skip_records_with_error === void 0 || options2.skip_records_with_error === null) {
    options2.skip_records_with_error = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_error must be a boolean, got ${JSON.stringify(options2.skip_records_with_error)}`
    );
  }
  if (options2.rtrim === void 0 || options2.rtrim === null || options2.rtrim === false) {
    options2.rtrim = false;
  } else if (options2.rtrim !== true) {
    throw new Error(
      `Invalid Option: rtrim must be a boolean, got ${JSON.stringify(options2.rtrim)}`
    );
  }
  if (options2.ltrim === void 0 || options2.ltrim === null || options2.ltrim === false) {
    options2.ltrim = false;
  } else if (options2.ltrim !== true) {
    throw new Error(
      `Invalid Option: ltrim must be a boolean, got ${JSON.stringify(options2.ltrim)}`
    );
  }
  if (options2.trim === void 0 || options2.trim === null || options2.trim === false) {
    options2.trim = false;
  } else if (options2.trim !== true) {
    throw new Error(
      `Invalid Option: trim must be a boolean, got ${JSON.stringify(options2.trim)}`
    );
  }
  if (options2.trim === true && opts.ltrim !== false) {
    options2.ltrim = true;
  } else if (options2.ltrim !== true) {
    options2.ltrim = false;
  }
  if (options2.trim === true && opts.rtrim !== false) {
    options2.rtrim = true;
  } else if (options2.rtrim !== true) {
    options2.rtrim = false;
  }
  if (options2.to === void 0 || options2.to === null) {
    options2.to = -1;
  } else if (options2.to !== -1) {
    if (typeof options2.to === "string" && /\d+/.test(options2.to)) {
      options2.to = parseInt(options2.to);
    }
    if (Number.isInteger(options2.to)) {
      if (options2.to <= 0) {
        throw new Error(
          `Invalid Option: to must be a positive integer greater than 0, got ${JSON.stringify(opts.to)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to must be an integer, got ${JSON.stringify(opts.to)}`
      );
    }
  }
  if (options2.to_line === void 0 || options2.to_line === null) {
    options2.to_line = -1;
  } else if (options2.to_line !== -1) {
    if (typeof options2.to_line === "string" && /\d+/.test(options2.to_line)) {
      options2.to_line = parseInt(options2.to_line);
    }
    if (Number.isInteger(options2.to_line)) {
      if (options2.to_line <= 0) {
        throw new Error(
          `Invalid Option: to_line must be a positive integer greater than 0, got ${JSON.stringify(opts.to_line)}`
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to_line must be an integer, got ${JSON.stringify(opts.to_line)}`
      );
    }
  }
  return options2;
};

// node_modules/csv-parse/lib/utils/delimiter_discover.js
var delimiter_discover = function(records, options2) {
  if (!options2) {
    ({ delimiter_auto: options2 } = normalize_options({ delimiter_auto: true }));
  }
  if (typeof records === "string") {
    records = Buffer.from(records);
  }
  if (Buffer.isBuffer(records)) {
    records = ((data) => {
      const records2 = [];
      const parser = transform({ delimiter: [] });
      const push = (record) => records2.push(record);
      const close = () => {
      };
      const error = parser.parse(data, true, push, close);
      if (error !== void 0) throw error;
      return records2;
    })(records);
  }
  const info = Array(127).fill().map(() => ({ lines: [] }));
  records.map(([record], line) => {
    for (let i2 = 0, l = record.length; i2 < l; i2++) {
      const code = record.charCodeAt(i2);
      if (info[code].lines[line] === void 0) info[code].lines[line] = 0;
      info[code].lines[line]++;
    }
  });
  info.map((info2, i2) => {
    info2.char_code = i2;
    info2.std = std(info2.lines);
    info2.total = info2.lines.reduce((acc, val) => acc + val, 0);
    info2.preferred = !!options2.preferred[i2];
    info2.score = options2.score(info2, options2);
  });
  const result2 = info.reduce(
    (acc, info2) => acc.score > info2.score ? acc : info2,
    {}
  );
  return String.fromCharCode(result2.char_code);
};
var std = function(array3) {
  const n = array3.length;
  if (n === 0) return 0;
  const mean2 = array3.reduce((a, b) => a + b) / n;
  return Math.sqrt(
    array3.map((x2) => Math.pow(x2 - mean2, 2)).reduce((a, b) => a + b) / n
  );
};

// node_modules/csv-parse/lib/api/index.js
var isRecordEmpty = function(record) {
  return record.every(
    (field2) => field2 == null || field2.toString && field2.toString().trim() === ""
  );
};
var cr = 13;
var nl = 10;
var boms = {
  // Note, the following are equals:
  // Buffer.from("\ufeff")
  // Buffer.from([239, 187, 191])
  // Buffer.from('EFBBBF', 'hex')
  utf8: Buffer.from([239, 187, 191]),
  // Note, the following are equals:
  // Buffer.from "\ufeff", 'utf16le
  // Buffer.from([255, 254])
  utf16le: Buffer.from([255, 254])
};
var transform = function(original_options = {}) {
  const info = {
    bytes: 0,
    bytes_records: 0,
    comment_lines: 0,
    empty_lines: 0,
    invalid_field_length: 0,
    lines: 1,
    records: 0
  };
  const options2 = normalize_options(original_options);
  return {
    info,
    original_options,
    options: options2,
    state: init_state(options2),
    __needMoreData: function(i2, bufLen, end2) {
      if (end2) return false;
      const { encoding, escape, quote } = this.options;
      const { quoting, needMoreDataSize, recordDelimiterMaxLength } = this.state;
      const numOfCharLeft = bufLen - i2 - 1;
      const requiredLength = Math.max(
        needMoreDataSize,
        // Skip if the remaining buffer smaller than record delimiter
        // If "record_delimiter" is yet to be discovered:
        // 1. It is equals to `[]` and "recordDelimiterMaxLength" equals `0`
        // 2. We set the length to windows line ending in the current encoding
        // Note, that encoding is known from user or bom discovery at that point
        // recordDelimiterMaxLength,
        recordDelimiterMaxLength === 0 ? Buffer.from("\r\n", encoding).length : recordDelimiterMaxLength,
        // Skip if remaining buffer can be an escaped quote
        quoting ? (escape === null ? 0 : escape.length) + quote.length : 0,
        // Skip if remaining buffer can be record delimiter following the closing quote
        quoting ? quote.length + recordDelimiterMaxLength : 0
      );
      return numOfCharLeft < requiredLength;
    },
    // Central parser implementation
    parse: function(nextBuf, end2, push, close) {
      const {
        bom,
        comment_no_infix,
        delimiter_auto,
        encoding,
        from_line,
        ltrim,
        max_record_size,
        raw,
        relax_quotes,
        rtrim,
        skip_empty_lines,
        to,
        to_line
      } = this.options;
      let { comment, escape, quote, record_delimiter } = this.options;
      const {
        bomSkipped,
        delimiterDiscovered,
        delimiterBufPrevious,
        rawBuffer,
        escapeIsQuote
      } = this.state;
      if (!delimiterDiscovered && delimiter_auto) {
        let delimiterBuf;
        if (delimiterBufPrevious === void 0) {
          delimiterBuf = nextBuf;
        } else if (delimiterBufPrevious !== void 0 && nextBuf === void 0) {
          delimiterBuf = delimiterBufPrevious;
        } else {
          delimiterBuf = Buffer.concat([delimiterBufPrevious, nextBuf]);
        }
        nextBuf = void 0;
        if (end2 || delimiterBuf.length > delimiter_auto.size) {
          this.options.delimiter = [
            Buffer.from(
              delimiter_discover(delimiterBuf, this.options.delimiter_auto)
            )
          ];
          this.state.previousBuf = delimiterBuf;
          this.state.delimiterBufPrevious = void 0;
          this.state.delimiterDiscovered = true;
        } else {
          this.state.delimiterBufPrevious = delimiterBuf;
          return;
        }
      }
      const { previousBuf } = this.state;
      let buf;
      if (previousBuf === void 0) {
        if (nextBuf === void 0) {
          close();
          return;
        } else {
          buf = nextBuf;
        }
      } else if (previousBuf !== void 0 && nextBuf === void 0) {
        buf = previousBuf;
      } else {
        buf = Buffer.concat([previousBuf, nextBuf]);
      }
      if (bomSkipped === false) {
        if (bom === false) {
          this.state.bomSkipped = true;
        } else if (buf.length < 3) {
          if (end2 === false) {
            this.state.previousBuf = buf;
            return;
          }
        } else {
          for (const encoding2 in boms) {
            if (boms[encoding2].compare(buf, 0, boms[encoding2].length) === 0) {
              const bomLength = boms[encoding2].length;
              this.state.bufBytesStart += bomLength;
              buf = buf.slice(bomLength);
              const options3 = normalize_options({
                ...this.original_options,
                encoding: encoding2
              });
              for (const key in options3) {
                this.options[key] = options3[key];
              }
              ({ comment, escape, quote } = this.options);
              break;
            }
          }
          this.state.bomSkipped = true;
        }
      }
      const bufLen = buf.length;
      let pos;
      for (pos = 0; pos < bufLen; pos++) {
        if (this.__needMoreData(pos, bufLen, end2)) {
          break;
        }
        if (this.state.wasRowDelimiter === true) {
          this.info.lines++;
          this.state.wasRowDelimiter = false;
        }
        if (to_line !== -1 && this.info.lines > to_line) {
          this.state.stop = true;
          close();
          return;
        }
        if (this.state.quoting === false && record_delimiter.length === 0) {
          const record_delimiterCount = this.__autoDiscoverRecordDelimiter(
            buf,
            pos
          );
          if (record_delimiterCount) {
            record_delimiter = this.options.record_delimiter;
          }
        }
        const chr = buf[pos];
        if (raw === true) {
          rawBuffer.append(chr);
        }
        if ((chr === cr || chr === nl) && this.state.wasRowDelimiter === false) {
          this.state.wasRowDelimiter = true;
        }
        if (this.state.escaping === true) {
          this.state.escaping = false;
        } else {
          if (escape !== null && this.state.quoting === true && this.__isEscape(buf, pos, chr) && pos + escape.length < bufLen) {
            if (escapeIsQuote) {
              if (this.__isQuote(buf, pos + escape.length)) {
                this.state.escaping = true;
                pos += escape.length - 1;
                continue;
              }
            } else {
              this.state.escaping = true;
              pos += escape.length - 1;
              continue;
            }
          }
          if (this.state.commenting === false && this.__isQuote(buf, pos)) {
            if (this.state.quoting === true) {
              const nextChr = buf[pos + quote.length];
              const isNextChrTrimable = rtrim && this.__isCharTrimable(buf, pos + quote.length);
              const isNextChrComment = comment !== null && this.__compareBytes(comment, buf, pos + quote.length, nextChr);
              const isNextChrDelimiter = this.__isDelimiter(
                buf,
                pos + quote.length,
                nextChr
              );
              const isNextChrRecordDelimiter = record_delimiter.length === 0 ? this.__autoDiscoverRecordDelimiter(buf, pos + quote.length) : this.__isRecordDelimiter(nextChr, buf, pos + quote.length);
              if (escape !== null && this.__isEscape(buf, pos, chr) && this.__isQuote(buf, pos + escape.length)) {
                pos += escape.length - 1;
              } else if (!nextChr || isNextChrDelimiter || isNextChrRecordDelimiter || isNextChrComment || isNextChrTrimable) {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                pos += quote.length - 1;
                continue;
              } else if (relax_quotes === false) {
                const err2 = this.__error(
                  new CsvError(
                    "CSV_INVALID_CLOSING_QUOTE",
                    [
                      "Invalid Closing Quote:",
                      `got "${String.fromCharCode(nextChr)}"`,
                      `at line ${this.info.lines}`,
                      "instead of delimiter, record delimiter, trimable character",
                      "(if activated) or comment"
                    ],
                    this.options,
                    this.__infoField()
                  )
                );
                if (err2 !== void 0) return err2;
              } else {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                this.state.field.prepend(quote);
                pos += quote.length - 1;
              }
            } else {
              if (this.state.field.length !== 0) {
                if (relax_quotes === false) {
                  const info2 = this.__infoField();
                  const bom2 = Object.keys(boms).map(
                    (b) => boms[b].equals(this.state.field.toString()) ? b : false
                  ).filter(Boolean)[0];
                  const err2 = this.__error(
                    new CsvError(
                      "INVALID_OPENING_QUOTE",
                      [
                        "Invalid Opening Quote:",
                        `a quote is found on field ${JSON.stringify(info2.column)} at line ${info2.lines}, value is ${JSON.stringify(this.state.field.toString(encoding))}`,
                        bom2 ? `(${bom2} bom)` : void 0
                      ],
                      this.options,
                      info2,
                      {
                        field: this.state.field
                      }
                    )
                  );
                  if (err2 !== void 0) return err2;
                }
              } else {
                this.state.quoting = true;
                pos += quote.length - 1;
                continue;
              }
            }
          }
          if (this.state.quoting === false) {
            const recordDelimiterLength = this.__isRecordDelimiter(
              chr,
              buf,
              pos
            );
            if (recordDelimiterLength !== 0) {
              const skipCommentLine = this.state.commenting && this.state.wasQuoting === false && this.state.record.length === 0 && this.state.field.length === 0;
              if (skipCommentLine) {
                this.info.comment_lines++;
              } else {
                if (this.state.enabled === false && this.info.lines + (this.state.wasRowDelimiter === true ? 1 : 0) >= from_line) {
                  this.state.enabled = true;
                  this.__resetField();
                  this.__resetRecord();
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                if (skip_empty_lines === true && this.state.wasQuoting === false && this.state.record.length === 0 && this.state.field.length === 0) {
                  this.info.empty_lines++;
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                this.info.bytes = this.state.bufBytesStart + pos;
                const errField = this.__onField();
                if (errField !== void 0) return errField;
                this.info.bytes = this.state.bufBytesStart + pos + recordDelimiterLength;
                const errRecord = this.__onRecord(push);
                if (errRecord !== void 0) return errRecord;
                if (to !== -1 && this.info.records >= to) {
                  this.state.stop = true;
                  close();
                  return;
                }
              }
              this.state.commenting = false;
              pos += recordDelimiterLength - 1;
              continue;
            }
            if (this.state.commenting) {
              continue;
            }
            if (comment !== null && (comment_no_infix === false || this.state.record.length === 0 && this.state.field.length === 0)) {
              const commentCount = this.__compareBytes(comment, buf, pos, chr);
              if (commentCount !== 0) {
                this.state.commenting = true;
                continue;
              }
            }
            const delimiterLength = this.__isDelimiter(buf, pos, chr);
            if (delimiterLength !== 0) {
              this.info.bytes = this.state.bufBytesStart + pos;
              const errField = this.__onField();
              if (errField !== void 0) return errField;
              pos += delimiterLength - 1;
              continue;
            }
          }
        }
        if (this.state.commenting === false) {
          if (max_record_size !== 0 && this.state.record_length + this.state.field.length > max_record_size) {
            return this.__error(
              new CsvError(
                "CSV_MAX_RECORD_SIZE",
                [
                  "Max Record Size:",
                  "record exceed the maximum number of tolerated bytes",
                  `of ${max_record_size}`,
                  `at line ${this.info.lines}`
                ],
                this.options,
                this.__infoField()
              )
            );
          }
        }
        const lappend = ltrim === false || this.state.quoting === true || this.state.field.length !== 0 || !this.__isCharTrimable(buf, pos);
        const rappend = rtrim === false || this.state.wasQuoting === false;
        if (lappend === true && rappend === true) {
          this.state.field.append(chr);
        } else if (rtrim === true && !this.__isCharTrimable(buf, pos)) {
          return this.__error(
            new CsvError(
              "CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE",
              [
                "Invalid Closing Quote:",
                "found non trimable byte after quote",
                `at line ${this.info.lines}`
              ],
              this.options,
              this.__infoField()
            )
          );
        } else {
          if (lappend === false) {
            pos += this.__isCharTrimable(buf, pos) - 1;
          }
          continue;
        }
      }
      if (end2 === true) {
        if (this.state.quoting === true) {
          const err2 = this.__error(
            new CsvError(
              "CSV_QUOTE_NOT_CLOSED",
              [
                "Quote Not Closed:",
                `the parsing is finished with an opening quote at line ${this.info.lines}`
              ],
              this.options,
              this.__infoField()
            )
          );
          if (err2 !== void 0) return err2;
        } else {
          if (this.state.wasQuoting === true || this.state.record.length !== 0 || this.state.field.length !== 0) {
            this.info.bytes = this.state.bufBytesStart + pos;
            const errField = this.__onField();
            if (errField !== void 0) return errField;
            const errRecord = this.__onRecord(push);
            if (errRecord !== void 0) return errRecord;
          } else if (this.state.wasRowDelimiter === true) {
            this.info.empty_lines++;
          } else if (this.state.commenting === true) {
            this.info.comment_lines++;
          }
        }
      } else {
        this.state.bufBytesStart += pos;
        this.state.previousBuf = buf.slice(pos);
      }
      if (this.state.wasRowDelimiter === true) {
        this.info.lines++;
        this.state.wasRowDelimiter = false;
      }
    },
    __onRecord: function(push) {
      const {
        columns: columns2,
        group_columns_by_name,
        encoding,
        info: info2,
        from,
        relax_column_count,
        relax_column_count_less,
        relax_column_count_more,
        raw,
        skip_records_with_empty_values
      } = this.options;
      const { enabled, record } = this.state;
      if (enabled === false) {
        return this.__resetRecord();
      }
      const recordLength = record.length;
      if (columns2 === true) {
        if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
          this.__resetRecord();
          return;
        }
        return this.__firstLineToColumns(record);
      }
      if (columns2 === false && this.info.records === 0) {
        this.state.expectedRecordLength = recordLength;
      }
      if (recordLength !== this.state.expectedRecordLength) {
        const err2 = columns2 === false ? new CsvError(
          "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH",
          [
            "Invalid Record Length:",
            `expect ${this.state.expectedRecordLength},`,
            `got ${recordLength} on line ${this.info.lines}`
          ],
          this.options,
          this.__infoField(),
          {
            record
          }
        ) : new CsvError(
          "CSV_RECORD_INCONSISTENT_COLUMNS",
          [
            "Invalid Record Length:",
            `columns length is ${columns2.length},`,
            // rename columns
            `got ${recordLength} on line ${this.info.lines}`
          ],
          this.options,
          this.__infoField(),
          {
            record
          }
        );
        if (relax_column_count === true || relax_column_count_less === true && recordLength < this.state.expectedRecordLength || relax_column_count_more === true && recordLength > this.state.expectedRecordLength) {
          this.info.invalid_field_length++;
          this.state.error = err2;
        } else {
          const finalErr = this.__error(err2);
          if (finalErr) return finalErr;
        }
      }
      if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
        this.__resetRecord();
        return;
      }
      if (this.state.recordHasError === true) {
        this.__resetRecord();
        this.state.recordHasError = false;
        return;
      }
      this.info.records++;
      if (from === 1 || this.info.records >= from) {
        const { objname } = this.options;
        if (columns2 !== false) {
          const obj = {};
          for (let i2 = 0, l = record.length; i2 < l; i2++) {
            if (columns2[i2] === void 0 || columns2[i2].disabled) continue;
            if (group_columns_by_name === true && Object.hasOwn(obj, columns2[i2].name)) {
              if (Array.isArray(obj[columns2[i2].name])) {
                obj[columns2[i2].name] = obj[columns2[i2].name].concat(record[i2]);
              } else {
                obj[columns2[i2].name] = [obj[columns2[i2].name], record[i2]];
              }
            } else {
              Object.defineProperty(obj, columns2[i2].name, {
                value: record[i2],
                enumerable: true,
                writable: true,
                configurable: true
              });
            }
          }
          if (raw === true || info2 === true) {
            const extRecord = Object.assign(
              { record: obj },
              raw === true ? { raw: this.state.rawBuffer.toString(encoding) } : {},
              info2 === true ? { info: this.__infoRecord() } : {}
            );
            const err2 = this.__push(
              objname === void 0 ? extRecord : [obj[objname], extRecord],
              push
            );
            if (err2) {
              return err2;
            }
          } else {
            const err2 = this.__push(
              objname === void 0 ? obj : [obj[objname], obj],
              push
            );
            if (err2) {
              return err2;
            }
          }
        } else {
          if (raw === true || info2 === true) {
            const extRecord = Object.assign(
              { record },
              raw === true ? { raw: this.state.rawBuffer.toString(encoding) } : {},
              info2 === true ? { info: this.__infoRecord() } : {}
            );
            const err2 = this.__push(
              objname === void 0 ? extRecord : [record[objname], extRecord],
              push
            );
            if (err2) {
              return err2;
            }
          } else {
            const err2 = this.__push(
              objname === void 0 ? record : [record[objname], record],
              push
            );
            if (err2) {
              return err2;
            }
          }
        }
      }
      this.__resetRecord();
    },
    __firstLineToColumns: function(record) {
      const { firstLineToHeaders } = this.state;
      try {
        const headers = firstLineToHeaders === void 0 ? record : firstLineToHeaders.call(null, record);
        if (!Array.isArray(headers)) {
          return this.__error(
            new CsvError(
              "CSV_INVALID_COLUMN_MAPPING",
              [
                "Invalid Column Mapping:",
                "expect an array from column function,",
                `got ${JSON.stringify(headers)}`
              ],
              this.options,
              this.__infoField(),
              {
                headers
              }
            )
          );
        }
        const normalizedHeaders = normalize_columns_array(headers);
        this.state.expectedRecordLength = normalizedHeaders.length;
        this.options.columns = normalizedHeaders;
        this.__resetRecord();
        return;
      } catch (err2) {
        return err2;
      }
    },
    __resetRecord: function() {
      if (this.options.raw === true) {
        this.state.rawBuffer.reset();
      }
      this.state.error = void 0;
      this.state.record = [];
      this.state.record_length = 0;
    },
    __onField: function() {
      const { cast, encoding, rtrim, max_record_size } = this.options;
      const { enabled, wasQuoting } = this.state;
      if (enabled === false) {
        return this.__resetField();
      }
      let field2 = this.state.field.toString(encoding);
      if (rtrim === true && wasQuoting === false) {
        field2 = field2.trimRight();
      }
      if (cast === true) {
        const [err2, f] = this.__cast(field2);
        if (err2 !== void 0) return err2;
        field2 = f;
      }
      this.state.record.push(field2);
      if (max_record_size !== 0 && typeof field2 === "string") {
        this.state.record_length += field2.length;
      }
      this.__resetField();
    },
    __resetField: function() {
      this.state.field.reset();
      this.state.wasQuoting = false;
    },
    __push: function(record, push) {
      const { on_record } = this.options;
      if (on_record !== void 0) {
        const info2 = this.__infoRecord();
        try {
          record = on_record.call(null, record, info2);
        } catch (err2) {
          return err2;
        }
        if (record === void 0 || record === null) {
          return;
        }
      }
      this.info.bytes_records += this.info.bytes;
      push(record);
    },
    // Return a tuple with the error and the casted value
    __cast: function(field2) {
      const { columns: columns2, relax_column_count } = this.options;
      const isColumns = Array.isArray(columns2);
      if (isColumns === true && relax_column_count && this.options.columns.length <= this.state.record.length) {
        return [void 0, void 0];
      }
      if (this.state.castField !== null) {
        try {
          const info2 = this.__infoField();
          return [void 0, this.state.castField.call(null, field2, info2)];
        } catch (err2) {
          return [err2];
        }
      }
      if (this.__isFloat(field2)) {
        return [void 0, parseFloat(field2)];
      } else if (this.options.cast_date !== false) {
        const info2 = this.__infoField();
        return [void 0, this.options.cast_date.call(null, field2, info2)];
      }
      return [void 0, field2];
    },
    __compareBytes: function(sourceBuf, targetBuf, targetPos, firstByte) {
      if (sourceBuf[0] !== firstByte) return 0;
      const sourceLength = sourceBuf.length;
      for (let i2 = 1; i2 < sourceLength; i2++) {
        if (sourceBuf[i2] !== targetBuf[targetPos + i2]) return 0;
      }
      return sourceLength;
    },
    // Helper to test if a character is trimable
    __isCharTrimable: function(buf, pos) {
      const { timchars, timcharFirstBytes } = this.state;
      const first = buf[pos];
      if (first === void 0 || timcharFirstBytes[first] === 0) return 0;
      loop1: for (let i2 = 0; i2 < timchars.length; i2++) {
        const timchar = timchars[i2];
        for (let j = 0; j < timchar.length; j++) {
          if (timchar[j] !== buf[pos + j]) continue loop1;
        }
        return timchar.length;
      }
      return 0;
    },
    __isDelimiter: function(buf, pos, chr) {
      const { delimiter, ignore_last_delimiters } = this.options;
      if (ignore_last_delimiters === true && this.state.record.length === this.options.columns.length - 1) {
        return 0;
      } else if (ignore_last_delimiters !== false && typeof ignore_last_delimiters === "number" && this.state.record.length === ignore_last_delimiters - 1) {
        return 0;
      }
      loop1: for (let i2 = 0; i2 < delimiter.length; i2++) {
        const del = delimiter[i2];
        if (del[0] === chr) {
          for (let j = 1; j < del.length; j++) {
            if (del[j] !== buf[pos + j]) continue loop1;
          }
          return del.length;
        }
      }
      return 0;
    },
    __isEscape: function(buf, pos, chr) {
      const { escape } = this.options;
      if (escape === null) return false;
      const l = escape.length;
      if (escape[0] === chr) {
        for (let i2 = 0; i2 < l; i2++) {
          if (escape[i2] !== buf[pos + i2]) {
            return false;
          }
        }
        return true;
      }
      return false;
    },
    __isFloat: function(value2) {
      return value2 - parseFloat(value2) + 1 >= 0;
    },
    // Keep it in case we implement the `cast_int` option
    // __isInt(value){
    //   // return Number.isInteger(parseInt(value))
    //   // return !isNaN( parseInt( obj ) );
    //   return /^(\-|\+)?[1-9][0-9]*$/.test(value)
    // }
    __isQuote: function(buf, pos) {
      const { quote } = this.options;
      if (quote === null) return false;
      const l = quote.length;
      for (let i2 = 0; i2 < l; i2++) {
        if (quote[i2] !== buf[pos + i2]) {
          return false;
        }
      }
      return true;
    },
    __isRecordDelimiter: function(chr, buf, pos) {
      const { record_delimiter } = this.options;
      const recordDelimiterLength = record_delimiter.length;
      loop1: for (let i2 = 0; i2 < recordDelimiterLength; i2++) {
        const rd = record_delimiter[i2];
        const rdLength = rd.length;
        if (rd[0] !== chr) {
          continue;
        }
        for (let j = 1; j < rdLength; j++) {
          if (rd[j] !== buf[pos + j]) {
            continue loop1;
          }
        }
        return rd.length;
      }
      return 0;
    },
    __autoDiscoverRecordDelimiter: function(buf, pos) {
      const { encoding } = this.options;
      const rds = [
        // Important, the windows line ending must be before mac os 9
        Buffer.from("\r\n", encoding),
        Buffer.from("\n", encoding),
        Buffer.from("\r", encoding)
      ];
      loop: for (let i2 = 0; i2 < rds.length; i2++) {
        const l = rds[i2].length;
        for (let j = 0; j < l; j++) {
          if (rds[i2][j] !== buf[pos + j]) {
            continue loop;
          }
        }
        this.options.record_delimiter.push(rds[i2]);
        this.state.recordDelimiterMaxLength = rds[i2].length;
        return rds[i2].length;
      }
      return 0;
    },
    __error: function(msg) {
      const { encoding, raw, skip_records_with_error } = this.options;
      const err2 = typeof msg === "string" ? new Error(msg) : msg;
      if (skip_records_with_error) {
        this.state.recordHasError = true;
        if (this.options.on_skip !== void 0) {
          try {
            this.options.on_skip(
              err2,
              raw ? this.state.rawBuffer.toString(encoding) : void 0
            );
          } catch (err3) {
            return err3;
          }
        }
        return void 0;
      } else {
        return err2;
      }
    },
    __infoDataSet: function() {
      return {
        ...this.info,
        columns: this.options.columns
      };
    },
    __infoRecord: function() {
      const { columns: columns2, raw, encoding } = this.options;
      return {
        ...this.__infoDataSet(),
        bytes_records: this.info.bytes,
        error: this.state.error,
        header: columns2 === true,
        index: this.state.record.length,
        raw: raw ? this.state.rawBuffer.toString(encoding) : void 0
      };
    },
    __infoField: function() {
      const { columns: columns2 } = this.options;
      const isColumns = Array.isArray(columns2);
      const bytes_records = this.info.bytes_records;
      return {
        ...this.__infoRecord(),
        bytes_records,
        column: isColumns === true ? columns2.length > this.state.record.length ? columns2[this.state.record.length].name : null : this.state.record.length,
        quoting: this.state.wasQuoting
      };
    }
  };
};

// node_modules/csv-parse/lib/sync.js
var parse2 = function(data, opts = {}) {
  if (typeof data === "string") {
    data = Buffer.from(data);
  }
  const records = opts && opts.objname ? /* @__PURE__ */ Object.create(null) : [];
  const parser = transform(opts);
  const push = (record) => {
    if (parser.options.objname === void 0) records.push(record);
    else {
      records[record[0]] = record[1];
    }
  };
  const close = () => {
  };
  const error = parser.parse(data, true, push, close);
  if (error !== void 0) throw error;
  return records;
};

// bindings/cli/files/csv.ts
function fieldsOf(text2) {
  try {
    return parse2(text2, {
      bom: true,
      delimiter: [",", ";", "	"],
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      comment: "#",
      comment_no_infix: true
    });
  } catch (error) {
    throw new FormatError(`is no table of fields: ${error.message}`);
  }
}
var decimal = String.raw`(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;
var realNumber = new RegExp(`^[+-]?${decimal}$`);
var imaginaryNumber = new RegExp(`^([+-]?)(${decimal})?[ij]$`);
var bothParts = new RegExp(`^([+-]?${decimal})([+-]|\\+-)(${decimal})?[ij]$`);
function complexNumber(text2) {
  const bare = text2.replace(/^\((.*)\)$/, "$1").replace(/\s+/g, "");
  if (realNumber.test(bare)) return [Number(bare), 0];
  const alone2 = imaginaryNumber.exec(bare);
  if (alone2 !== null) return [0, Number(`${alone2[1]}${alone2[2] ?? 1}`)];
  const both = bothParts.exec(bare);
  if (both === null) return null;
  return [Number(both[1]), (both[2] === "+" ? 1 : -1) * Number(both[3] ?? 1)];
}
function readCsvMatrix(text2) {
  const rows = fieldsOf(text2).map((fields) => fields.length === 1 ? fields[0].split(/\s+/) : fields);
  const columns2 = rows[0]?.length ?? 0;
  if (columns2 === 0) throw new FormatError("has no numbers");
  if (rows.length * columns2 > mostNumbers) throw new FormatError(`has more than ${mostNumbers} numbers`);
  const re = new Float64Array(rows.length * columns2);
  const im = new Float64Array(rows.length * columns2);
  rows.forEach((fields, i2) => {
    if (fields.length !== columns2)
      throw new FormatError(`has ${fields.length} numbers in row ${i2 + 1} and ${columns2} in the first`);
    fields.forEach((field2, j) => {
      const value2 = complexNumber(field2);
      if (value2 === null) {
        const shown = JSON.stringify(field2.slice(0, 40));
        throw new FormatError(`has ${shown} in row ${i2 + 1}, column ${j + 1}, where a number is needed`);
      }
      [re[i2 * columns2 + j], im[i2 * columns2 + j]] = value2;
    });
  });
  return { shape: [rows.length, columns2], re, im: im.some((value2) => value2 !== 0) ? im : null };
}
function readCsvTable(text2, known2) {
  const [head = [], ...rows] = fieldsOf(text2);
  const names2 = head.map((name) => name.toLowerCase());
  for (const [i2, name] of names2.entries()) {
    if (!known2.includes(name) || names2.indexOf(name) !== i2) {
      const shown = JSON.stringify(head[i2].slice(0, 40));
      throw new FormatError(
        `names a column ${shown} in its first line, which must have each of ${known2.join(", ")} once at most`
      );
    }
  }
  const objects = rows.map((fields, i2) => {
    if (fields.length > names2.length) throw new FormatError(`has more fields in row ${i2 + 1} than columns`);
    const row = fields.map((field2, k) => [names2[k], field2]).filter(([, field2]) => field2 !== "");
    return Object.fromEntries(row);
  });
  return { names: names2, rows: objects };
}

// bindings/cli/files/mat.ts
import { inflateSync } from "node:zlib";
var mi = { int8: 1, uint16: 4, int32: 5, uint32: 6, double: 9, matrix: 14, compressed: 15 };
var mx = { char: 4, double: 6 };
var complexFlag = 8;
var numbers2 = {
  1: [1, (view, at) => view.getInt8(at)],
  2: [1, (view, at) => view.getUint8(at)],
  3: [2, (view, at, little) => view.getInt16(at, little)],
  4: [2, (view, at, little) => view.getUint16(at, little)],
  5: [4, (view, at, little) => view.getInt32(at, little)],
  6: [4, (view, at, little) => view.getUint32(at, little)],
  7: [4, (view, at, little) => view.getFloat32(at, little)],
  9: [8, (view, at, little) => view.getFloat64(at, little)],
  12: [8, (view, at, little) => Number(view.getBigInt64(at, little))],
  13: [8, (view, at, little) => Number(view.getBigUint64(at, little))]
};
var classNames = ["", "cell array", "structure", "object", "text", "sparse matrix"];
function readMat(bytes, wanted) {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 128));
  if (/^MATLAB 7\.3|HDF/.test(start) || start.startsWith("\x89HDF"))
    throw new FormatError('is a MATLAB 7.3 file (HDF5): write it with save(\u2026, "-v7")');
  const order = start.slice(126, 128);
  if (bytes.length < 128 || order !== "IM" && order !== "MI")
    throw new FormatError('is no MATLAB file of level 5: write it with save(\u2026, "-v7")');
  const file = { arrays: /* @__PURE__ */ new Map(), names: [] };
  const little = order === "IM";
  let room = 16 * mostNumbers;
  for (let at = 128; at < bytes.length; ) {
    let { type, data, end: end2 } = elementAt(bytes, at, little);
    if (type === mi.compressed) {
      data = inflated(data, room);
      room -= data.length;
      ({ type, data } = elementAt(data, 0, little));
    } else end2 = padded(end2, 128);
    if (type === mi.matrix) readMatrix(data, little, wanted, file);
    at = end2;
  }
  return file;
}
function inflated(data, room) {
  try {
    return inflateSync(data, { maxOutputLength: room + 65536 });
  } catch (error) {
    const large = error.code === "ERR_BUFFER_TOO_LARGE";
    throw new FormatError(
      large ? "holds more data than can be taken" : "has a compressed part that is damaged"
    );
  }
}
function elementAt(bytes, at, little) {
  const broken = new FormatError("ends in the middle of a part: it is not whole");
  if (at + 8 > bytes.length) throw broken;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word2 = view.getUint32(at, little);
  const small = word2 >>> 16;
  if (small > 4) throw new FormatError("has a part of no known kind");
  const length2 = small > 0 ? small : view.getUint32(at + 4, little);
  const from = small > 0 ? at + 4 : at + 8;
  if (from + length2 > bytes.length) throw broken;
  return {
    type: word2 & 65535,
    data: bytes.subarray(from, from + length2),
    end: small > 0 ? at + 8 : from + length2
  };
}
var padded = (end2, base = 0) => base + Math.ceil((end2 - base) / 8) * 8;
function readMatrix(data, little, wanted, file) {
  let at = 0;
  const next = () => {
    const element2 = elementAt(data, at, little);
    at = padded(element2.end);
    return element2;
  };
  const list2 = ({ type, data: data2 }, count3) => {
    const [size2, read] = numbers2[type] ?? [0, () => NaN];
    if (size2 === 0 || count3 !== void 0 && data2.length !== count3 * size2)
      throw new FormatError("has a matrix whose parts do not fit each other");
    const view = new DataView(data2.buffer, data2.byteOffset, data2.byteLength);
    return Float64Array.from(
      { length: Math.floor(data2.length / size2) },
      (_, i2) => read(view, i2 * size2, little)
    );
  };
  const [flags] = list2(next());
  const shape = Array.from(list2(next()));
  const name = new TextDecoder("latin1").decode(next().data);
  file.names.push(name);
  if (!wanted.includes(name) || file.arrays.has(name)) return;
  const kind = flags & 255;
  if (kind < 6 || kind > 15) {
    const what = classNames[kind] ?? "thing of another kind";
    throw new FormatError(`has ${name} as a ${what}, where a full matrix of numbers is needed`);
  }
  const size = sizeOf(shape);
  const plane2 = () => toRowMajor(list2(next(), size), shape);
  const re = plane2();
  file.arrays.set(name, { shape, re, im: flags >>> 8 & complexFlag ? plane2() : null });
}
function writeMat(arrays2) {
  const header = new Uint8Array(128).fill(32, 0, 124);
  header.set(new TextEncoder().encode("MATLAB 5.0 MAT-file, written by isabc"));
  header.set([0, 1, 73, 77], 124);
  return joined([header, ...Object.entries(arrays2).map(([name, array3]) => matrix(name, array3))]);
}
function matrix(name, array3) {
  const parts = (kind, flags, shape2, ...data) => element(
    mi.matrix,
    joined([
      element(mi.uint32, bytesOf(new Uint32Array([kind | flags << 8, 0]))),
      element(mi.int32, bytesOf(new Int32Array(shape2))),
      element(mi.int8, new TextEncoder().encode(name)),
      ...data
    ])
  );
  if ("text" in array3) {
    const { text: text2 } = array3;
    const width = Math.max(0, ...text2.map(({ length: length2 }) => length2));
    const codes = new Uint16Array(text2.length * width).fill(32);
    text2.forEach((word2, i2) => {
      for (let k = 0; k < word2.length; k++) codes[k * text2.length + i2] = word2.charCodeAt(k);
    });
    return parts(mx.char, 0, [text2.length, width], element(mi.uint16, bytesOf(codes)));
  }
  const { shape, re, im } = array3;
  const plane2 = (data) => element(mi.double, bytesOf(toColumnMajor(data, shape)));
  const dimensions = shape.length === 0 ? [1, 1] : shape.length === 1 ? [shape[0], 1] : shape;
  if (im === null) return parts(mx.double, 0, dimensions, plane2(re));
  return parts(mx.double, complexFlag, dimensions, plane2(re), plane2(im));
}
function element(type, data) {
  const bytes = new Uint8Array(8 + padded(data.length));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, data.length, true);
  bytes.set(data, 8);
  return bytes;
}
var bytesOf = ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength);
function joined(parts) {
  const bytes = new Uint8Array(parts.reduce((length2, part2) => length2 + part2.length, 0));
  let at = 0;
  for (const part2 of parts) {
    bytes.set(part2, at);
    at += part2.length;
  }
  return bytes;
}

// bindings/cli/files/npy.ts
var magic = [147, 78, 85, 77, 80, 89];
var readers = {
  f4: [4, (view, at, little) => view.getFloat32(at, little)],
  f8: [8, (view, at, little) => view.getFloat64(at, little)],
  i1: [1, (view, at) => view.getInt8(at)],
  i2: [2, (view, at, little) => view.getInt16(at, little)],
  i4: [4, (view, at, little) => view.getInt32(at, little)],
  i8: [8, (view, at, little) => Number(view.getBigInt64(at, little))],
  u1: [1, (view, at) => view.getUint8(at)],
  u2: [2, (view, at, little) => view.getUint16(at, little)],
  u4: [4, (view, at, little) => view.getUint32(at, little)],
  u8: [8, (view, at, little) => Number(view.getBigUint64(at, little))],
  b1: [1, (view, at) => view.getUint8(at)]
};
function readNpy(bytes) {
  const { descr, fortran, shape, start } = readHeader(bytes);
  const [, order, kind, width] = /^([<>|=])([a-zA-Z])(\d+)$/.exec(descr) ?? [];
  const complex = kind === "c";
  const entry = readers[complex ? `f${Number(width) / 2}` : `${kind}${width}`];
  if (entry === void 0)
    throw new FormatError(
      `has entries of type ${JSON.stringify(descr.slice(0, 20))}, which are no numbers that can be read`
    );
  const [size, read] = entry;
  const count3 = sizeOf(shape);
  const step = complex ? 2 * size : size;
  if (bytes.length - start !== count3 * step)
    throw new FormatError(
      `has ${bytes.length - start} bytes of data where ${count3 * step} are needed: it is not whole`
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = order !== ">";
  const plane2 = (offset) => {
    const data = new Float64Array(count3);
    for (let i2 = 0; i2 < count3; i2++) data[i2] = read(view, start + i2 * step + offset, little);
    return fortran ? toRowMajor(data, shape) : data;
  };
  return { shape, re: plane2(0), im: complex ? plane2(size) : null };
}
function readHeader(bytes) {
  if (bytes.length < 12 || magic.some((byte, i2) => bytes[i2] !== byte))
    throw new FormatError("is no .npy file");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const long = bytes[6] > 1;
  const start = (long ? 12 : 10) + (long ? view.getUint32(8, true) : view.getUint16(8, true));
  if (start > bytes.length) throw new FormatError("ends within its header");
  const text2 = new TextDecoder().decode(bytes.subarray(0, Math.min(start, 4096)));
  const descr = /'descr': *'([^']*)'/.exec(text2)?.[1];
  const fortran = /'fortran_order': *(True|False)/.exec(text2)?.[1];
  const shape = /'shape': *\(([\d, ]*)\)/.exec(text2)?.[1];
  if (descr === void 0 || fortran === void 0 || shape === void 0)
    throw new FormatError("has no header of an array of numbers");
  const lengths = shape.split(",").filter((length2) => length2.trim() !== "");
  return { descr, fortran: fortran === "True", shape: lengths.map(Number), start };
}
function writeNpy(array3) {
  return "text" in array3 ? writeWords(array3.text) : writeNumbers(array3);
}
function writeNumbers({ shape, re, im }) {
  const step = im === null ? 8 : 16;
  const { bytes, view, start } = withHeader(im === null ? "<f8" : "<c16", shape, re.length * step);
  for (let i2 = 0; i2 < re.length; i2++) {
    view.setFloat64(start + i2 * step, re[i2], true);
    if (im !== null) view.setFloat64(start + i2 * step + 8, im[i2], true);
  }
  return bytes;
}
function writeWords(text2) {
  const words2 = text2.map((word2) => Array.from(word2, (character) => character.codePointAt(0)));
  const width = Math.max(1, ...words2.map(({ length: length2 }) => length2));
  const { bytes, view, start } = withHeader(`<U${width}`, [text2.length], text2.length * width * 4);
  words2.forEach(
    (word2, i2) => word2.forEach((code, k) => view.setUint32(start + (i2 * width + k) * 4, code, true))
  );
  return bytes;
}
function withHeader(descr, shape, dataLength) {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const dictionary = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const length2 = Math.ceil((10 + dictionary.length + 1) / 64) * 64;
  const bytes = new Uint8Array(length2 + dataLength);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  bytes[6] = 1;
  view.setUint16(8, length2 - 10, true);
  bytes.set(new TextEncoder().encode(dictionary.padEnd(length2 - 11) + "\n"), 10);
  return { bytes, view, start: length2 };
}

// node_modules/fflate/esm/index.mjs
import { createRequire } from "module";
var require2 = createRequire("/");
var _a;
var Worker2;
var isMarkedAsUntransferable;
try {
  _a = require2("worker_threads"), Worker2 = _a.Worker, isMarkedAsUntransferable = _a.isMarkedAsUntransferable;
} catch (e) {
}
var u8 = Uint8Array;
var u16 = Uint16Array;
var i32 = Int32Array;
var fleb = new u8([
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  1,
  1,
  1,
  1,
  2,
  2,
  2,
  2,
  3,
  3,
  3,
  3,
  4,
  4,
  4,
  4,
  5,
  5,
  5,
  5,
  0,
  /* unused */
  0,
  0,
  /* impossible */
  0
]);
var fdeb = new u8([
  0,
  0,
  0,
  0,
  1,
  1,
  2,
  2,
  3,
  3,
  4,
  4,
  5,
  5,
  6,
  6,
  7,
  7,
  8,
  8,
  9,
  9,
  10,
  10,
  11,
  11,
  12,
  12,
  13,
  13,
  /* unused */
  0,
  0
]);
var clim = new u8([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);
var freb = function(eb, start) {
  var b = new u16(31);
  for (var i2 = 0; i2 < 31; ++i2) {
    b[i2] = start += 1 << eb[i2 - 1];
  }
  var r = new i32(b[30]);
  for (var i2 = 1; i2 < 30; ++i2) {
    for (var j = b[i2]; j < b[i2 + 1]; ++j) {
      r[j] = j - b[i2] << 5 | i2;
    }
  }
  return { b, r };
};
var _a = freb(fleb, 2);
var fl = _a.b;
var revfl = _a.r;
fl[28] = 258, revfl[258] = 28;
var _b = freb(fdeb, 0);
var fd = _b.b;
var revfd = _b.r;
var rev = new u16(32768);
for (i = 0; i < 32768; ++i) {
  x = (i & 43690) >> 1 | (i & 21845) << 1;
  x = (x & 52428) >> 2 | (x & 13107) << 2;
  x = (x & 61680) >> 4 | (x & 3855) << 4;
  rev[i] = ((x & 65280) >> 8 | (x & 255) << 8) >> 1;
}
var x;
var i;
var hMap = (function(cd, mb, r) {
  var s = cd.length;
  var i2 = 0;
  var l = new u16(mb);
  for (; i2 < s; ++i2) {
    if (cd[i2])
      ++l[cd[i2] - 1];
  }
  var le = new u16(mb);
  for (i2 = 1; i2 < mb; ++i2) {
    le[i2] = le[i2 - 1] + l[i2 - 1] << 1;
  }
  var co;
  if (r) {
    co = new u16(1 << mb);
    var rvb = 15 - mb;
    for (i2 = 0; i2 < s; ++i2) {
      if (cd[i2]) {
        var sv = i2 << 4 | cd[i2];
        var r_1 = mb - cd[i2];
        var v = le[cd[i2] - 1]++ << r_1;
        for (var m = v | (1 << r_1) - 1; v <= m; ++v) {
          co[rev[v] >> rvb] = sv;
        }
      }
    }
  } else {
    co = new u16(s);
    for (i2 = 0; i2 < s; ++i2) {
      if (cd[i2]) {
        co[i2] = rev[le[cd[i2] - 1]++] >> 15 - cd[i2];
      }
    }
  }
  return co;
});
var flt = new u8(288);
for (i = 0; i < 144; ++i)
  flt[i] = 8;
var i;
for (i = 144; i < 256; ++i)
  flt[i] = 9;
var i;
for (i = 256; i < 280; ++i)
  flt[i] = 7;
var i;
for (i = 280; i < 288; ++i)
  flt[i] = 8;
var i;
var fdt = new u8(32);
for (i = 0; i < 32; ++i)
  fdt[i] = 5;
var i;
var flm = /* @__PURE__ */ hMap(flt, 9, 0);
var flrm = /* @__PURE__ */ hMap(flt, 9, 1);
var fdm = /* @__PURE__ */ hMap(fdt, 5, 0);
var fdrm = /* @__PURE__ */ hMap(fdt, 5, 1);
var max = function(a) {
  var m = a[0];
  for (var i2 = 1; i2 < a.length; ++i2) {
    if (a[i2] > m)
      m = a[i2];
  }
  return m;
};
var bits = function(d, p, m) {
  var o = p / 8 | 0;
  return (d[o] | d[o + 1] << 8) >> (p & 7) & m;
};
var bits16 = function(d, p) {
  var o = p / 8 | 0;
  return (d[o] | d[o + 1] << 8 | d[o + 2] << 16) >> (p & 7);
};
var shft = function(p) {
  return (p + 7) / 8 | 0;
};
var slc = function(v, s, e) {
  if (s == null || s < 0)
    s = 0;
  if (e == null || e > v.length)
    e = v.length;
  return new u8(v.subarray(s, e));
};
var ec = [
  "unexpected EOF",
  "invalid block type",
  "invalid length/literal",
  "invalid distance",
  "stream finished",
  "no stream handler",
  ,
  // determined by compression function
  "no callback",
  "invalid UTF-8 data",
  "extra field too long",
  "date not in range 1980-2099",
  "filename too long",
  "stream finishing",
  "invalid zip data"
  // determined by unknown compression method
];
var err = function(ind, msg, nt) {
  var e = new Error(msg || ec[ind]);
  e.code = ind;
  if (Error.captureStackTrace)
    Error.captureStackTrace(e, err);
  if (!nt)
    throw e;
  return e;
};
var inflt = function(dat, st, buf, dict) {
  var sl = dat.length, dl = dict ? dict.length : 0;
  if (!sl || st.f && !st.l)
    return buf || new u8(0);
  var noBuf = !buf;
  var resize = noBuf || st.i != 2;
  var noSt = st.i;
  if (noBuf)
    buf = new u8(sl * 3);
  var cbuf = function(l2) {
    var bl = buf.length;
    if (l2 > bl) {
      var nbuf = new u8(Math.max(bl * 2, l2));
      nbuf.set(buf);
      buf = nbuf;
    }
  };
  var final = st.f || 0, pos = st.p || 0, bt = st.b || 0, lm = st.l, dm = st.d, lbt = st.m, dbt = st.n;
  var tbts = sl * 8;
  do {
    if (!lm) {
      final = bits(dat, pos, 1);
      var type = bits(dat, pos + 1, 3);
      pos += 3;
      if (!type) {
        var s = shft(pos) + 4, l = dat[s - 4] | dat[s - 3] << 8, t = s + l;
        if (t > sl) {
          if (noSt)
            err(0);
          break;
        }
        if (resize)
          cbuf(bt + l);
        buf.set(dat.subarray(s, t), bt);
        st.b = bt += l, st.p = pos = t * 8, st.f = final;
        continue;
      } else if (type == 1)
        lm = flrm, dm = fdrm, lbt = 9, dbt = 5;
      else if (type == 2) {
        var hLit = bits(dat, pos, 31) + 257, hcLen = bits(dat, pos + 10, 15) + 4;
        var tl = hLit + bits(dat, pos + 5, 31) + 1;
        pos += 14;
        var ldt = new u8(tl);
        var clt = new u8(19);
        for (var i2 = 0; i2 < hcLen; ++i2) {
          clt[clim[i2]] = bits(dat, pos + i2 * 3, 7);
        }
        pos += hcLen * 3;
        var clb = max(clt), clbmsk = (1 << clb) - 1;
        var clm = hMap(clt, clb, 1);
        for (var i2 = 0; i2 < tl; ) {
          var r = clm[bits(dat, pos, clbmsk)];
          pos += r & 15;
          var s = r >> 4;
          if (s < 16) {
            ldt[i2++] = s;
          } else {
            var c = 0, n = 0;
            if (s == 16)
              n = 3 + bits(dat, pos, 3), pos += 2, c = ldt[i2 - 1];
            else if (s == 17)
              n = 3 + bits(dat, pos, 7), pos += 3;
            else if (s == 18)
              n = 11 + bits(dat, pos, 127), pos += 7;
            while (n--)
              ldt[i2++] = c;
          }
        }
        var lt = ldt.subarray(0, hLit), dt = ldt.subarray(hLit);
        lbt = max(lt);
        dbt = max(dt);
        lm = hMap(lt, lbt, 1);
        dm = hMap(dt, dbt, 1);
      } else
        err(1);
      if (pos > tbts) {
        if (noSt)
          err(0);
        break;
      }
    }
    if (resize)
      cbuf(bt + 131072);
    var lms = (1 << lbt) - 1, dms = (1 << dbt) - 1;
    var lpos = pos;
    for (; ; lpos = pos) {
      var c = lm[bits16(dat, pos) & lms], sym = c >> 4;
      pos += c & 15;
      if (pos > tbts) {
        if (noSt)
          err(0);
        break;
      }
      if (!c)
        err(2);
      if (sym < 256)
        buf[bt++] = sym;
      else if (sym == 256) {
        lpos = pos, lm = null;
        break;
      } else {
        var add = sym - 254;
        if (sym > 264) {
          var i2 = sym - 257, b = fleb[i2];
          add = bits(dat, pos, (1 << b) - 1) + fl[i2];
          pos += b;
        }
        var d = dm[bits16(dat, pos) & dms], dsym = d >> 4;
        if (!d)
          err(3);
        pos += d & 15;
        var dt = fd[dsym];
        if (dsym > 3) {
          var b = fdeb[dsym];
          dt += bits16(dat, pos) & (1 << b) - 1, pos += b;
        }
        if (pos > tbts) {
          if (noSt)
            err(0);
          break;
        }
        if (resize)
          cbuf(bt + 131072);
        var end2 = bt + add;
        if (bt < dt) {
          var shift2 = dl - dt, dend = Math.min(dt, end2);
          if (shift2 + bt < 0)
            err(3);
          for (; bt < dend; ++bt)
            buf[bt] = dict[shift2 + bt];
        }
        for (; bt < end2; ++bt)
          buf[bt] = buf[bt - dt];
      }
    }
    st.l = lm, st.p = lpos, st.b = bt, st.f = final;
    if (lm)
      final = 1, st.m = lbt, st.d = dm, st.n = dbt;
  } while (!final);
  return bt != buf.length && noBuf ? slc(buf, 0, bt) : buf.subarray(0, bt);
};
var wbits = function(d, p, v) {
  v <<= p & 7;
  var o = p / 8 | 0;
  d[o] |= v;
  d[o + 1] |= v >> 8;
};
var wbits16 = function(d, p, v) {
  v <<= p & 7;
  var o = p / 8 | 0;
  d[o] |= v;
  d[o + 1] |= v >> 8;
  d[o + 2] |= v >> 16;
};
var hTree = function(d, mb) {
  var t = [];
  for (var i2 = 0; i2 < d.length; ++i2) {
    if (d[i2])
      t.push({ s: i2, f: d[i2] });
  }
  var s = t.length;
  var t2 = t.slice();
  if (!s)
    return { t: et, l: 0 };
  if (s == 1) {
    var v = new u8(t[0].s + 1);
    v[t[0].s] = 1;
    return { t: v, l: 1 };
  }
  t.sort(function(a, b) {
    return a.f - b.f;
  });
  t.push({ s: -1, f: 25001 });
  var l = t[0], r = t[1], i0 = 0, i1 = 1, i22 = 2;
  t[0] = { s: -1, f: l.f + r.f, l, r };
  while (i1 != s - 1) {
    l = t[t[i0].f < t[i22].f ? i0++ : i22++];
    r = t[i0 != i1 && t[i0].f < t[i22].f ? i0++ : i22++];
    t[i1++] = { s: -1, f: l.f + r.f, l, r };
  }
  var maxSym = t2[0].s;
  for (var i2 = 1; i2 < s; ++i2) {
    if (t2[i2].s > maxSym)
      maxSym = t2[i2].s;
  }
  var tr = new u16(maxSym + 1);
  var mbt = ln(t[i1 - 1], tr, 0);
  if (mbt > mb) {
    var i2 = 0, dt = 0;
    var lft = mbt - mb, cst = 1 << lft;
    t2.sort(function(a, b) {
      return tr[b.s] - tr[a.s] || a.f - b.f;
    });
    for (; i2 < s; ++i2) {
      var i2_1 = t2[i2].s;
      if (tr[i2_1] > mb) {
        dt += cst - (1 << mbt - tr[i2_1]);
        tr[i2_1] = mb;
      } else
        break;
    }
    dt >>= lft;
    while (dt > 0) {
      var i2_2 = t2[i2].s;
      if (tr[i2_2] < mb)
        dt -= 1 << mb - tr[i2_2]++ - 1;
      else
        ++i2;
    }
    for (; i2 >= 0 && dt; --i2) {
      var i2_3 = t2[i2].s;
      if (tr[i2_3] == mb) {
        --tr[i2_3];
        ++dt;
      }
    }
    mbt = mb;
  }
  return { t: new u8(tr), l: mbt };
};
var ln = function(n, l, d) {
  return n.s == -1 ? Math.max(ln(n.l, l, d + 1), ln(n.r, l, d + 1)) : l[n.s] = d;
};
var lc = function(c) {
  var s = c.length;
  while (s && !c[--s])
    ;
  var cl = new u16(++s);
  var cli = 0, cln = c[0], cls = 1;
  var w = function(v) {
    cl[cli++] = v;
  };
  for (var i2 = 1; i2 <= s; ++i2) {
    if (c[i2] == cln && i2 != s)
      ++cls;
    else {
      if (!cln && cls > 2) {
        for (; cls > 138; cls -= 138)
          w(32754);
        if (cls > 2) {
          w(cls > 10 ? cls - 11 << 5 | 28690 : cls - 3 << 5 | 12305);
          cls = 0;
        }
      } else if (cls > 3) {
        w(cln), --cls;
        for (; cls > 6; cls -= 6)
          w(8304);
        if (cls > 2)
          w(cls - 3 << 5 | 8208), cls = 0;
      }
      while (cls--)
        w(cln);
      cls = 1;
      cln = c[i2];
    }
  }
  return { c: cl.subarray(0, cli), n: s };
};
var clen = function(cf, cl) {
  var l = 0;
  for (var i2 = 0; i2 < cl.length; ++i2)
    l += cf[i2] * cl[i2];
  return l;
};
var wfblk = function(out, pos, dat) {
  var s = dat.length;
  var o = shft(pos + 2);
  out[o] = s & 255;
  out[o + 1] = s >> 8;
  out[o + 2] = out[o] ^ 255;
  out[o + 3] = out[o + 1] ^ 255;
  for (var i2 = 0; i2 < s; ++i2)
    out[o + i2 + 4] = dat[i2];
  return (o + 4 + s) * 8;
};
var wblk = function(dat, out, final, syms, lf, df, eb, li, bs, bl, p) {
  wbits(out, p++, final);
  ++lf[256];
  var _a2 = hTree(lf, 15), dlt = _a2.t, mlb = _a2.l;
  var _b2 = hTree(df, 15), ddt = _b2.t, mdb = _b2.l;
  var _c = lc(dlt), lclt = _c.c, nlc = _c.n;
  var _d = lc(ddt), lcdt = _d.c, ndc = _d.n;
  var lcfreq = new u16(19);
  for (var i2 = 0; i2 < lclt.length; ++i2)
    ++lcfreq[lclt[i2] & 31];
  for (var i2 = 0; i2 < lcdt.length; ++i2)
    ++lcfreq[lcdt[i2] & 31];
  var _e = hTree(lcfreq, 7), lct = _e.t, mlcb = _e.l;
  var nlcc = 19;
  for (; nlcc > 4 && !lct[clim[nlcc - 1]]; --nlcc)
    ;
  var flen = bl + 5 << 3;
  var ftlen = clen(lf, flt) + clen(df, fdt) + eb;
  var dtlen = clen(lf, dlt) + clen(df, ddt) + eb + 14 + 3 * nlcc + clen(lcfreq, lct) + 2 * lcfreq[16] + 3 * lcfreq[17] + 7 * lcfreq[18];
  if (bs >= 0 && flen <= ftlen && flen <= dtlen)
    return wfblk(out, p, dat.subarray(bs, bs + bl));
  var lm, ll, dm, dl;
  wbits(out, p, 1 + (dtlen < ftlen)), p += 2;
  if (dtlen < ftlen) {
    lm = hMap(dlt, mlb, 0), ll = dlt, dm = hMap(ddt, mdb, 0), dl = ddt;
    var llm = hMap(lct, mlcb, 0);
    wbits(out, p, nlc - 257);
    wbits(out, p + 5, ndc - 1);
    wbits(out, p + 10, nlcc - 4);
    p += 14;
    for (var i2 = 0; i2 < nlcc; ++i2)
      wbits(out, p + 3 * i2, lct[clim[i2]]);
    p += 3 * nlcc;
    var lcts = [lclt, lcdt];
    for (var it = 0; it < 2; ++it) {
      var clct = lcts[it];
      for (var i2 = 0; i2 < clct.length; ++i2) {
        var len = clct[i2] & 31;
        wbits(out, p, llm[len]), p += lct[len];
        if (len > 15)
          wbits(out, p, clct[i2] >> 5 & 127), p += clct[i2] >> 12;
      }
    }
  } else {
    lm = flm, ll = flt, dm = fdm, dl = fdt;
  }
  for (var i2 = 0; i2 < li; ++i2) {
    var sym = syms[i2];
    if (sym > 255) {
      var len = sym >> 18 & 31;
      wbits16(out, p, lm[len + 257]), p += ll[len + 257];
      if (len > 7)
        wbits(out, p, sym >> 23 & 31), p += fleb[len];
      var dst = sym & 31;
      wbits16(out, p, dm[dst]), p += dl[dst];
      if (dst > 3)
        wbits16(out, p, sym >> 5 & 8191), p += fdeb[dst];
    } else {
      wbits16(out, p, lm[sym]), p += ll[sym];
    }
  }
  wbits16(out, p, lm[256]);
  return p + ll[256];
};
var deo = /* @__PURE__ */ new i32([65540, 131080, 131088, 131104, 262176, 1048704, 1048832, 2114560, 2117632]);
var et = /* @__PURE__ */ new u8(0);
var dflt = function(dat, lvl, plvl, pre, post, st) {
  var s = st.z || dat.length;
  var o = new u8(pre + s + 5 * (1 + Math.ceil(s / 7e3)) + post);
  var w = o.subarray(pre, o.length - post);
  var lst = st.l;
  var pos = (st.r || 0) & 7;
  if (lvl) {
    if (pos)
      w[0] = st.r >> 3;
    var opt = deo[lvl - 1];
    var n = opt >> 13, c = opt & 8191;
    var msk_1 = (1 << plvl) - 1;
    var prev = st.p || new u16(32768), head = st.h || new u16(msk_1 + 1);
    var bs1_1 = Math.ceil(plvl / 3), bs2_1 = 2 * bs1_1;
    var hsh = function(i3) {
      return (dat[i3] ^ dat[i3 + 1] << bs1_1 ^ dat[i3 + 2] << bs2_1) & msk_1;
    };
    var syms = new i32(25e3);
    var lf = new u16(288), df = new u16(32);
    var lc_1 = 0, eb = 0, i2 = st.i || 0, li = 0, wi = st.w || 0, bs = 0;
    for (; i2 + 2 < s; ++i2) {
      var hv = hsh(i2);
      var imod = i2 & 32767, pimod = head[hv];
      prev[imod] = pimod;
      head[hv] = imod;
      if (wi <= i2) {
        var rem = s - i2;
        if ((lc_1 > 7e3 || li > 24576) && (rem > 423 || !lst)) {
          pos = wblk(dat, w, 0, syms, lf, df, eb, li, bs, i2 - bs, pos);
          li = lc_1 = eb = 0, bs = i2;
          for (var j = 0; j < 286; ++j)
            lf[j] = 0;
          for (var j = 0; j < 30; ++j)
            df[j] = 0;
        }
        var l = 2, d = 0, ch_1 = c, dif = imod - pimod & 32767;
        if (rem > 2 && hv == hsh(i2 - dif)) {
          var maxn = Math.min(n, rem) - 1;
          var maxd = Math.min(32767, i2);
          var ml = Math.min(258, rem);
          while (dif <= maxd && --ch_1 && imod != pimod) {
            if (dat[i2 + l] == dat[i2 + l - dif]) {
              var nl2 = 0;
              for (; nl2 < ml && dat[i2 + nl2] == dat[i2 + nl2 - dif]; ++nl2)
                ;
              if (nl2 > l) {
                l = nl2, d = dif;
                if (nl2 > maxn)
                  break;
                var mmd = Math.min(dif, nl2 - 2);
                var md = 0;
                for (var j = 0; j < mmd; ++j) {
                  var ti = i2 - dif + j & 32767;
                  var pti = prev[ti];
                  var cd = ti - pti & 32767;
                  if (cd > md)
                    md = cd, pimod = ti;
                }
              }
            }
            imod = pimod, pimod = prev[imod];
            dif += imod - pimod & 32767;
          }
        }
        if (d) {
          syms[li++] = 268435456 | revfl[l] << 18 | revfd[d];
          var lin = revfl[l] & 31, din = revfd[d] & 31;
          eb += fleb[lin] + fdeb[din];
          ++lf[257 + lin];
          ++df[din];
          wi = i2 + l;
          ++lc_1;
        } else {
          syms[li++] = dat[i2];
          ++lf[dat[i2]];
        }
      }
    }
    for (i2 = Math.max(i2, wi); i2 < s; ++i2) {
      syms[li++] = dat[i2];
      ++lf[dat[i2]];
    }
    pos = wblk(dat, w, lst, syms, lf, df, eb, li, bs, i2 - bs, pos);
    if (!lst) {
      st.r = pos & 7 | w[pos / 8 | 0] << 3;
      pos -= 7;
      st.h = head, st.p = prev, st.i = i2, st.w = wi;
    }
  } else {
    for (var i2 = st.w || 0; i2 < s + lst; i2 += 65535) {
      var e = i2 + 65535;
      if (e >= s) {
        w[pos / 8 | 0] = lst;
        e = s;
      }
      pos = wfblk(w, pos + 1, dat.subarray(i2, e));
    }
    st.i = s;
  }
  return slc(o, 0, pre + shft(pos) + post);
};
var crct = /* @__PURE__ */ (function() {
  var t = new Int32Array(256);
  for (var i2 = 0; i2 < 256; ++i2) {
    var c = i2, k = 9;
    while (--k)
      c = (c & 1 && -306674912) ^ c >>> 1;
    t[i2] = c;
  }
  return t;
})();
var crc = function() {
  var c = -1;
  return {
    p: function(d) {
      var cr2 = c;
      for (var i2 = 0; i2 < d.length; ++i2)
        cr2 = crct[cr2 & 255 ^ d[i2]] ^ cr2 >>> 8;
      c = cr2;
    },
    d: function() {
      return ~c;
    }
  };
};
var dopt = function(dat, opt, pre, post, st) {
  if (!st) {
    st = { l: 1 };
    if (opt.dictionary) {
      var dict = opt.dictionary.subarray(-32768);
      var newDat = new u8(dict.length + dat.length);
      newDat.set(dict);
      newDat.set(dat, dict.length);
      dat = newDat;
      st.w = dict.length;
    }
  }
  return dflt(dat, opt.level == null ? 6 : opt.level, opt.mem == null ? st.l ? Math.ceil(Math.max(8, Math.min(13, Math.log(dat.length))) * 1.5) : 20 : 12 + opt.mem, pre, post, st);
};
var mrg = function(a, b) {
  var o = {};
  for (var k in a)
    o[k] = a[k];
  for (var k in b)
    o[k] = b[k];
  return o;
};
var b2 = function(d, b) {
  return d[b] | d[b + 1] << 8;
};
var b4 = function(d, b) {
  return (d[b] | d[b + 1] << 8 | d[b + 2] << 16 | d[b + 3] << 24) >>> 0;
};
var b8 = function(d, b) {
  return b4(d, b) + b4(d, b + 4) * 4294967296;
};
var wbytes = function(d, b, v) {
  for (; v; ++b)
    d[b] = v, v >>>= 8;
};
function deflateSync(data, opts) {
  return dopt(data, opts || {}, 0, 0);
}
function inflateSync2(data, opts) {
  return inflt(data, { i: 2 }, opts && opts.out, opts && opts.dictionary);
}
var fltn = function(d, p, t, o) {
  for (var k in d) {
    var val = d[k], n = p + k, op = o;
    if (Array.isArray(val))
      op = mrg(o, val[1]), val = val[0];
    if (ArrayBuffer.isView(val))
      t[n] = [val, op];
    else {
      t[n += "/"] = [new u8(0), op];
      fltn(val, n, t, o);
    }
  }
};
var te = typeof TextEncoder != "undefined" && /* @__PURE__ */ new TextEncoder();
var td = typeof TextDecoder != "undefined" && /* @__PURE__ */ new TextDecoder();
var tds = 0;
try {
  td.decode(et, { stream: true });
  tds = 1;
} catch (e) {
}
var dutf8 = function(d) {
  for (var r = "", i2 = 0; ; ) {
    var c = d[i2++];
    var eb = (c > 127) + (c > 223) + (c > 239);
    if (i2 + eb > d.length)
      return { s: r, r: slc(d, i2 - 1) };
    if (!eb)
      r += String.fromCharCode(c);
    else if (eb == 3) {
      c = ((c & 15) << 18 | (d[i2++] & 63) << 12 | (d[i2++] & 63) << 6 | d[i2++] & 63) - 65536, r += String.fromCharCode(55296 | c >> 10, 56320 | c & 1023);
    } else if (eb & 1)
      r += String.fromCharCode((c & 31) << 6 | d[i2++] & 63);
    else
      r += String.fromCharCode((c & 15) << 12 | (d[i2++] & 63) << 6 | d[i2++] & 63);
  }
};
function strToU8(str, latin1) {
  if (latin1) {
    var ar_1 = new u8(str.length);
    for (var i2 = 0; i2 < str.length; ++i2)
      ar_1[i2] = str.charCodeAt(i2);
    return ar_1;
  }
  if (te)
    return te.encode(str);
  var l = str.length;
  var ar = new u8(str.length + (str.length >> 1));
  var ai = 0;
  var w = function(v) {
    ar[ai++] = v;
  };
  for (var i2 = 0; i2 < l; ++i2) {
    if (ai + 5 > ar.length) {
      var n = new u8(ai + 8 + (l - i2 << 1));
      n.set(ar);
      ar = n;
    }
    var c = str.charCodeAt(i2);
    if (c < 128 || latin1)
      w(c);
    else if (c < 2048)
      w(192 | c >> 6), w(128 | c & 63);
    else if (c > 55295 && c < 57344)
      c = 65536 + (c & 1023 << 10) | str.charCodeAt(++i2) & 1023, w(240 | c >> 18), w(128 | c >> 12 & 63), w(128 | c >> 6 & 63), w(128 | c & 63);
    else
      w(224 | c >> 12), w(128 | c >> 6 & 63), w(128 | c & 63);
  }
  return slc(ar, 0, ai);
}
function strFromU8(dat, latin1) {
  if (latin1) {
    var r = "";
    for (var i2 = 0; i2 < dat.length; i2 += 16384)
      r += String.fromCharCode.apply(null, dat.subarray(i2, i2 + 16384));
    return r;
  } else if (td) {
    return td.decode(dat);
  } else {
    var _a2 = dutf8(dat), s = _a2.s, r = _a2.r;
    if (r.length)
      err(8);
    return s;
  }
}
var slzh = function(d, b) {
  return b + 30 + b2(d, b + 26) + b2(d, b + 28);
};
var zh = function(d, b, z) {
  var fnl = b2(d, b + 28), efl = b2(d, b + 30), fn = strFromU8(d.subarray(b + 46, b + 46 + fnl), !(b2(d, b + 8) & 2048)), es = b + 46 + fnl;
  var _a2 = z64hs(d, es, efl, z, b4(d, b + 20), b4(d, b + 24), b4(d, b + 42)), sc = _a2[0], su = _a2[1], off = _a2[2];
  return [b2(d, b + 10), sc, su, fn, es + efl + b2(d, b + 32), off];
};
var z64hs = function(d, b, l, z, sc, su, off) {
  var nsc = sc == 4294967295, nsu = su == 4294967295, noff = off == 4294967295, e = b + l;
  var nf = nsc + nsu + noff;
  if (z && nf) {
    for (; b + 4 < e; b += 4 + b2(d, b + 2)) {
      if (b2(d, b) == 1) {
        return [
          nsc ? b8(d, b + 4 + 8 * nsu) : sc,
          nsu ? b8(d, b + 4) : su,
          noff ? b8(d, b + 4 + 8 * (nsu + nsc)) : off,
          1
        ];
      }
    }
    if (z < 2)
      err(13);
  }
  return [sc, su, off, 0];
};
var exfl = function(ex) {
  var le = 0;
  if (ex) {
    for (var k in ex) {
      var l = ex[k].length;
      if (l > 65535)
        err(9);
      le += l + 4;
    }
  }
  return le;
};
var wzh = function(d, b, f, fn, u, c, ce, co) {
  var fl2 = fn.length, ex = f.extra, col = co && co.length;
  var exl = exfl(ex);
  wbytes(d, b, ce != null ? 33639248 : 67324752), b += 4;
  if (ce != null)
    d[b++] = 20, d[b++] = f.os;
  d[b] = 20, b += 2;
  d[b++] = f.flag << 1 | (c < 0 && 8), d[b++] = u && 8;
  d[b++] = f.compression & 255, d[b++] = f.compression >> 8;
  var dt = new Date(f.mtime == null ? Date.now() : f.mtime), y = dt.getFullYear() - 1980;
  if (y < 0 || y > 119)
    err(10);
  wbytes(d, b, y << 25 | dt.getMonth() + 1 << 21 | dt.getDate() << 16 | dt.getHours() << 11 | dt.getMinutes() << 5 | dt.getSeconds() >> 1), b += 4;
  if (c != -1) {
    wbytes(d, b, f.crc);
    wbytes(d, b + 4, c < 0 ? -c - 2 : c);
    wbytes(d, b + 8, f.size);
  }
  wbytes(d, b + 12, fl2);
  wbytes(d, b + 14, exl), b += 16;
  if (ce != null) {
    wbytes(d, b, col);
    wbytes(d, b + 6, f.attrs);
    wbytes(d, b + 10, ce), b += 14;
  }
  d.set(fn, b);
  b += fl2;
  if (exl) {
    for (var k in ex) {
      var exf = ex[k], l = exf.length;
      wbytes(d, b, +k);
      wbytes(d, b + 2, l);
      d.set(exf, b + 4), b += 4 + l;
    }
  }
  if (col)
    d.set(co, b), b += col;
  return b;
};
var wzf = function(o, b, c, d, e) {
  wbytes(o, b, 101010256);
  wbytes(o, b + 8, c);
  wbytes(o, b + 10, c);
  wbytes(o, b + 12, d);
  wbytes(o, b + 16, e);
};
function zipSync(data, opts) {
  if (!opts)
    opts = {};
  var r = {};
  var files = [];
  fltn(data, "", r, opts);
  var o = 0;
  var tot = 0;
  for (var fn in r) {
    var _a2 = r[fn], file = _a2[0], p = _a2[1];
    var compression = p.level == 0 ? 0 : 8;
    var f = strToU8(fn), s = f.length;
    var com = p.comment, m = com && strToU8(com), ms = m && m.length;
    var exl = exfl(p.extra);
    if (s > 65535)
      err(11);
    var d = compression ? deflateSync(file, p) : file, l = d.length;
    var c = crc();
    c.p(file);
    files.push(mrg(p, {
      size: file.length,
      crc: c.d(),
      c: d,
      f,
      m,
      u: s != fn.length || m && com.length != ms,
      o,
      compression
    }));
    o += 30 + s + exl + l;
    tot += 76 + 2 * (s + exl) + (ms || 0) + l;
  }
  var out = new u8(tot + 22), oe = o, cdl = tot - o;
  for (var i2 = 0; i2 < files.length; ++i2) {
    var f = files[i2];
    wzh(out, f.o, f, f.f, f.u, f.c.length);
    var badd = 30 + f.f.length + exfl(f.extra);
    out.set(f.c, f.o + badd);
    wzh(out, o, f, f.f, f.u, f.c.length, f.o, f.m), o += 16 + badd + (f.m ? f.m.length : 0);
  }
  wzf(out, o, files.length, cdl, oe);
  return out;
}
function unzipSync(data, opts) {
  var files = {};
  var e = data.length - 22;
  for (; b4(data, e) != 101010256; --e) {
    if (!e || data.length - e > 65558)
      err(13);
  }
  ;
  var c = b2(data, e + 8);
  if (!c)
    return {};
  var o = b4(data, e + 16);
  var z = b4(data, e - 20) == 117853008;
  if (z) {
    var ze = b4(data, e - 12);
    z = b4(data, ze) == 101075792;
    if (z) {
      c = b4(data, ze + 32);
      o = b4(data, ze + 48);
    }
  }
  var fltr = opts && opts.filter;
  for (var i2 = 0; i2 < c; ++i2) {
    var _a2 = zh(data, o, z), c_2 = _a2[0], sc = _a2[1], su = _a2[2], fn = _a2[3], no = _a2[4], off = _a2[5], b = slzh(data, off);
    o = no;
    if (!fltr || fltr({
      name: fn,
      size: sc,
      originalSize: su,
      compression: c_2
    })) {
      if (!c_2)
        files[fn] = slc(data, b, b + sc);
      else if (c_2 == 8)
        files[fn] = inflateSync2(data.subarray(b, b + sc), { out: new u8(su) });
      else
        err(14, "unknown compression type " + c_2);
    }
  }
  return files;
}

// bindings/cli/files/npz.ts
var mostBytes = 16 * mostNumbers + 65536;
function readNpz(bytes, wanted) {
  const names2 = [];
  let files;
  try {
    files = unzipSync(bytes, {
      filter({ name, size, originalSize }) {
        const array3 = name.replace(/\.npy$/, "");
        if (array3 === name || names2.includes(array3)) return false;
        names2.push(array3);
        if (!wanted.includes(array3)) return false;
        if (originalSize > Math.min(mostBytes, 1032 * size + 64))
          throw new FormatError(
            `says that ${array3} has ${originalSize} bytes: too many to be true, or to be taken`
          );
        return true;
      }
    });
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError("is no .npz file (a zip archive of .npy files), or not whole");
  }
  const arrays2 = /* @__PURE__ */ new Map();
  for (const [name, content] of Object.entries(files)) {
    const array3 = name.replace(/\.npy$/, "");
    try {
      arrays2.set(array3, readNpy(content));
    } catch (error) {
      if (error instanceof FormatError) throw new FormatError(`has ${name}, which ${error.message}`);
      throw error;
    }
  }
  return { arrays: arrays2, names: names2 };
}
function writeNpz(arrays2) {
  const files = Object.entries(arrays2).map(([name, array3]) => [`${name}.npy`, writeNpy(array3)]);
  return zipSync(Object.fromEntries(files), { mtime: "1980-01-01T00:00:00", level: 6 });
}

// bindings/cli/arrays.ts
var archives = {
  ".npz": readNpz,
  ".mat": readMat
};
var singles = {
  ".npy": readNpy,
  ".csv": (bytes) => readCsvMatrix(textOf(bytes))
};
var covarianceNames = ["covariance", "R"];
function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new FormatError("is not UTF-8 text");
  }
}
function naming(option, file, read) {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new InputError([{ path: option, value: file, message: error.message }]);
  }
}
async function readArrays(file, option, wanted, streams) {
  const read = archives[extname(file).toLowerCase()];
  if (read === void 0) return null;
  const bytes = await readBytes(file, streams);
  return naming(option, file, () => read(bytes, wanted));
}
async function readMatrix2(file, option, names2, streams) {
  const archive = await readArrays(file, option, names2, streams);
  if (archive !== null) {
    const found = names2.find((name) => archive.arrays.has(name));
    return naming(option, file, () => {
      if (found === void 0)
        throw new FormatError(`has no array named ${names2.join(" or ")}${listed(archive.names)}`);
      return toMatrix(archive.arrays.get(found));
    });
  }
  const read = singles[extname(file).toLowerCase()];
  if (read !== void 0) {
    const bytes = await readBytes(file, streams);
    return naming(option, file, () => toMatrix(read(bytes)));
  }
  const value2 = await readJson(file, streams);
  return Array.isArray(value2) ? fromNested(value2) : value2;
}
function listed(names2) {
  const shown = names2.slice(0, 10).map((name) => JSON.stringify(name.slice(0, 40)));
  return `: it has ${shown.join(", ") || "none"}${names2.length > 10 ? ", \u2026" : ""}`;
}
function fromNested(rows) {
  const isPair = (entry) => Array.isArray(entry) && entry.length === 2;
  const plane2 = (part2) => rows.map((row) => Array.isArray(row) ? row.map(part2) : row);
  return {
    re: plane2((entry) => isPair(entry) ? entry[0] : entry),
    im: plane2((entry) => isPair(entry) ? entry[1] : 0)
  };
}

// bindings/cli/scenario-file.ts
function addScenarioOptions(command) {
  command.option(
    "--devices <file>",
    `devices from a CSV file in place of the scenario's; columns ${columns.join(", ")}`
  );
  return addSet(command);
}
function addSet(command) {
  return command.option(
    "--set <path=value>",
    "put a value (JSON, or a word) at a path of the file, such as devices[0].symbol=0.5; repeatable",
    (text2, before = []) => [...before, assignment(text2)]
  );
}
async function readScenario2(file, { devices, set = [] }, streams) {
  let scenario2 = await readJson(file, streams);
  if (devices !== void 0 && isObject(scenario2))
    scenario2 = { ...scenario2, devices: await readDevices(devices, streams) };
  return assign(scenario2, set);
}
function scenarioOptions({ devices, set, ...rest }) {
  return { source: { devices, set }, rest };
}
var columns = ["x", "y", "z", "symbol", "weight", "name"];
async function readDevices(file, streams) {
  const bytes = await readBytes(file, streams);
  return naming("devices", file, () => {
    const { names: names2, rows } = readCsvTable(textOf(bytes), columns);
    if (!names2.includes("x") || !names2.includes("y"))
      throw new FormatError(
        `has no columns x and y: its first line must name them, and may name ${columns.slice(2).join(", ")}`
      );
    return rows.map(({ x: x2, y, z, symbol: symbol2, weight, name }) => ({
      // what is missing stays, for the validation to name
      position: [x2, y, ...names2.includes("z") ? [z] : []].map((text2) => number2(text2 ?? "")),
      ...symbol2 === void 0 ? {} : { symbol: number2(symbol2) },
      ...weight === void 0 ? {} : { weight: number2(weight) },
      ...name === void 0 ? {} : { name }
    }));
  });
}

// bindings/cli/beam.ts
var help = `
The designs are the one with the smallest bound, those at --rates, and the one with the largest rate. --plot draws the
power they radiate over the angle from the transmitter's broadside; --map draws, for each of them, the plane with the
arrays, the devices with their error ellipses (one standard deviation of the bound, by a factor that is stated) and the
power that a device at each point would receive. CSV has the beampatterns, a line an angle: design,rateFloor,angle,power
in degrees and W. JSON has everything. Without an output a table goes to standard output. Of a superposed signal --part
chooses what is looked at; error ellipses are those of the sensing signal in any case.

Examples:
  isabc beam scenario.json --rates 0.7 --plot pattern.svg --map map.png
  isabc beam scenario.json --rates 0.6,0.7,0.8 --fidelity coupled --plot patterns.svg --csv patterns.csv
  isabc beam superposed.json --part sensing --plot sensing.svg
  isabc beam scenario.json --json -`;
var beamCommand = (program2, world, done) => {
  const command = program2.command("beam").summary("draw beampatterns and error ellipses along the curve").description("Says what the designs along a curve radiate, and how well they locate.").argument("<scenario>", "scenario, a JSON file; - for standard input").option(
    "--rates <list>",
    "rate floors of designs between the two ends, bps/Hz (default: half-way from the free to the largest rate)",
    numbers
  );
  addScenarioOptions(addModelOptions(command)).option("--part <name>", "of a superposed signal: both (default), communication or sensing").option("--plot <file>", "draw the beampatterns, as SVG or PNG by the name; - for SVG on standard output").option("--map <file>", "draw the maps; likewise").option("--json <file>", "write everything as JSON; - for standard output").option("--csv <file>", "write the beampatterns as CSV; - for standard output").addHelpText("after", help).action(async (file, options2) => done(await beam(file, options2, world)));
};
async function beam(file, { rates, part: part2, plot, map, json, csv, ...others }, world) {
  checkDistinct([
    { option: "--plot", file: plot },
    { option: "--map", file: map },
    { option: "--json", file: json },
    { option: "--csv", file: csv }
  ]);
  checkPicture("--plot", plot);
  checkPicture("--map", map);
  const { source, rest: model2 } = scenarioOptions(others);
  const input = await readScenario2(file, source, world);
  await checkWritable([plot, map, json, csv]);
  const scenario2 = parseScenario(input);
  const solver2 = await world.loadSolver();
  const reports = designReports(solver2, scenario2, { rates, part: part2 }, model2);
  const outputs = [];
  if (plot !== void 0) {
    const { beampatternFigure } = await world.loadPlot();
    outputs.push(await picture(plot, beampatternFigure(reports.designs, scenario2), world));
  }
  if (map !== void 0) {
    const { mapFigure } = await world.loadPlot();
    outputs.push(await picture(map, mapFigure(reports.designs, scenario2), world));
  }
  if (json !== void 0) outputs.push({ file: json, text: formatJson({ scenario: scenario2, ...reports }) });
  if (csv !== void 0) outputs.push({ file: csv, text: csvOf(reports.designs) });
  if (outputs.length === 0) outputs.push({ file: "-", text: table(reports) });
  await writeOutputs(outputs, world);
  return exit.done;
}
function designReports(solver2, scenario2, { rates, part: part2 }, model2) {
  const { freeRate, maxRate } = solver2.tradeoff(scenario2, { ...model2, points: 1 });
  const between = rates ?? [(freeRate + maxRate) / 2];
  const { points, fidelity: fidelity2, objective: objective2 } = designsAt(
    solver2,
    scenario2,
    [freeRate, ...between, maxRate],
    model2
  );
  const grid = gridOf(scenario2);
  const only = part2 === void 0 ? {} : { part: part2 };
  const angles2 = Array.from({ length: 721 }, (_, i2) => (i2 - 360) / 4);
  const designs = points.map((point, i2) => ({
    name: nameOf2(point, i2, points.length) + (part2 === void 0 || part2 === "both" ? "" : ` (${part2})`),
    rateFloor: point.rateFloor,
    rate: point.rate,
    crb: point.crb,
    rank: point.rank,
    pattern: solver2.beampattern(scenario2, point, { angles: angles2, ...only }),
    map: { ...grid, power: solver2.powerMap(scenario2, point, { ...grid, ...only }) },
    errors: solver2.positionErrors(scenario2, point, { fidelity: fidelity2 })
  }));
  const of = scenario2.signal === "superposed" ? { part: part2 ?? "both" } : {};
  return { fidelity: fidelity2, objective: objective2, ...of, designs };
}
function nameOf2({ rateFloor }, i2, count3) {
  if (i2 === 0) return "CRB-optimal";
  return i2 === count3 - 1 ? "rate-optimal" : `rate floor ${rateFloor.toPrecision(3)} bps/Hz`;
}
function gridOf({ transmitter, receiver, devices }) {
  const places2 = [transmitter, receiver, ...devices].map(({ position }) => position);
  const bounds3 = [0, 1].map((axis) => {
    const values = places2.map((position) => position[axis]);
    return [Math.min(...values), Math.max(...values)];
  });
  const longest3 = Math.max(...bounds3.map(([low, high]) => high - low));
  const step = longest3 * 1.3 / 100;
  const [x2, y] = bounds3.map(([low, high]) => {
    const half = Math.max((high - low) / 2 + 0.15 * longest3, 0.35 * longest3);
    const count3 = Math.round(half / step);
    return Array.from({ length: 2 * count3 + 1 }, (_, i2) => (low + high) / 2 + (i2 - count3) * step);
  });
  return { x: x2, y };
}
function csvOf(designs) {
  const lines2 = designs.flatMap(
    ({ name, rateFloor, pattern: { angles: angles2, power } }) => angles2.map((angle2, i2) => `${name},${rateFloor},${angle2},${power[i2]}`)
  );
  return ["design,rateFloor,angle,power", ...lines2, ""].join("\n");
}
function table({ fidelity: fidelity2, objective: objective2, designs }) {
  const rows = designs.map(({ name, rate, crb, rank, pattern: { angles: angles2, power }, errors }) => {
    const strongest = power.indexOf(Math.max(...power));
    const axes = errors.flatMap((error) => error === null ? [] : [error.semiAxes[0]]);
    return [
      name,
      rate.toPrecision(6),
      crb?.[boundOf[objective2]]?.toPrecision(6) ?? "\u2013",
      String(rank),
      `${power[strongest].toPrecision(4)} W`,
      `${angles2[strongest]}\xB0`,
      axes.length === 0 ? "\u2013" : Math.max(...axes).toPrecision(4)
    ];
  });
  const head = [
    ["design", "rate", objective2, "rank", "most power", "towards", "largest error"],
    ["", "bps/Hz", "CRB", "", "radiated", "broadside 0\xB0", "m, 1\u03C3"]
  ];
  return [`fidelity   ${fidelity2}`, "", ...align([...head, ...rows], [0]), ""].join("\n");
}

// bindings/cli/beamform.ts
var help2 = `
The covariance is the optimal one at --rates, or your own, as isabc evaluate takes it. W has a column a stream, and W W^H is the covariance R. The excitation X = W S has symbolCount N
columns, and (1/N) X X^H = R, the paper's (3); its symbols S come from the seed, or from --symbols, {"re", "im"} with a
row a stream and N columns (or an array "symbols" or "S" of numbers, like the covariance), and are whitened so that (1/N) S S^H = I. Of a superposed signal the first streams are
those of x_c and the others those of x_s; your own covariances are {"communication", "sensing"}. CSV has a line an entry:
matrix,row,column,re,im with matrix "beamformer", "excitation" or "symbols". Without --json and --csv a summary goes
to standard output.

Examples:
  isabc beamform scenario.json --rates 0.7
  isabc beamform scenario.json --rates 0.7 --seed 7 --json waveform.json --csv waveform.csv
  isabc beamform scenario.json --covariance R.json --symbols qpsk.json --json -`;
var beamformCommand = (program2, world, done) => {
  const command = program2.command("beamform").summary("make waveforms that have a covariance").description("Makes beamformers and an excitation block that have the optimal, or a given, covariance.").argument("<scenario>", "scenario, a JSON file; - for standard input").option("--rates <floor>", "the rate floor of the optimum, bps/Hz", numbers).option("--covariance <file>", "a covariance of your own instead: .npy, .npz, .mat, .csv or JSON");
  addScenarioOptions(addModelOptions(command)).option("--seed <s>", "seed of the symbols, an integer \u2265 0 (default: 1)", number2).option("--symbols <file>", "symbols of your own instead, in a file of the same kinds").option("--no-excitation", "beamformers only").option("--json <file>", "write everything as JSON; - for standard output").option("--csv <file>", "write one line an entry as CSV; - for standard output").addHelpText("after", help2).action(async (file, options2) => done(await beamform2(file, options2, world)));
};
async function beamform2(file, options2, world) {
  const { rates, covariance, seed, symbols: symbols2, excitation, json, csv, ...others } = options2;
  const { source, rest: model2 } = scenarioOptions(others);
  const rate = oneRate(rates);
  checkDistinct([
    { option: "--json", file: json },
    { option: "--csv", file: csv }
  ]);
  if (rate === void 0 === (covariance === void 0))
    throw new CommandError(exit.badInput, "one of --rates and --covariance is needed, and not both");
  if (seed !== void 0 && symbols2 !== void 0)
    throw new CommandError(exit.badInput, "--seed and --symbols cannot be given together");
  if ([file, covariance, symbols2].filter((name) => name === "-").length > 1)
    throw new CommandError(exit.badInput, "only one file can come from standard input");
  const scenario2 = await readScenario2(file, source, world);
  const own = await optional2(covariance, (name) => readMatrix2(name, "covariance", covarianceNames, world));
  const given2 = await optional2(symbols2, (name) => readMatrix2(name, "symbols", ["symbols", "S"], world));
  await checkWritable([json, csv]);
  const solver2 = await world.loadSolver();
  const design = own ?? designAt(solver2, scenario2, rate, model2);
  const task = {
    excitation,
    ...seed === void 0 ? {} : { seed },
    ...given2 === void 0 ? {} : { symbols: given2 }
  };
  const made2 = solver2.beamform(scenario2, design, task);
  const outputs = [];
  if (json !== void 0) outputs.push({ file: json, text: formatJson(made2) });
  if (csv !== void 0) outputs.push({ file: csv, text: formatBeamformingCsv(made2) });
  if (outputs.length === 0) outputs.push({ file: "-", text: summary(made2) });
  await writeOutputs(outputs, world);
  return exit.done;
}
async function optional2(file, read) {
  return file === void 0 ? void 0 : read(file);
}
function summary({ rank, streams, streamPowers, excitation, error }) {
  const watts2 = (from, to) => {
    const powers2 = streamPowers.slice(from, to).map((power) => power.toPrecision(6));
    return powers2.length === 0 ? "none" : `${powers2.join(", ")} W`;
  };
  const facts = [
    ["rank", String(rank)],
    ...streams === void 0 ? [["streams", watts2()]] : [
      ["streams of x_c", watts2(0, streams.communication)],
      ["streams of x_s", watts2(streams.communication)]
    ],
    ["W W^H = R to", `${error.beamformer.toExponential(1)} relative`]
  ];
  if (excitation !== null) {
    facts.push(["symbols", String(excitation.re[0].length)]);
    facts.push(["(1/N) X X^H = R to", `${error.excitation?.toExponential(1)} relative`]);
  }
  return [...align(facts, [0, 1]), ""].join("\n");
}

// bindings/cli/evaluate.ts
var help3 = `
The covariance is in W, one row a transmit antenna: a matrix in a .npy or .csv file, the array "covariance" or "R" of a
.npz or .mat file, or in a JSON file nested lists, {"re": [[\u2026]], "im": [[\u2026]]} or a point of a result that was made with
--covariance; of a superposed signal {"communication", "sensing"}, one such matrix each, or a point. Without --json a
summary goes to standard output.

Examples:
  isabc evaluate scenario.json --covariance R.npy
  isabc evaluate scenario.json --covariance R.json --objective position --rates 0.2 --json -`;
var evaluateCommand = (program2, world, done) => {
  const command = program2.command("evaluate").summary("compare a covariance with the certified optimum").description(
    "Computes rate, power and bounds of a covariance, and how far they are from the certified optimum."
  ).argument("<scenario>", "scenario, a JSON file; - for standard input").requiredOption(
    "--covariance <file>",
    "the covariance, .npy, .npz, .mat, .csv or JSON; - for JSON on standard input"
  );
  addScenarioOptions(addModelOptions(command)).option(
    "--rates <floor>",
    "one rate floor of the optimum, bps/Hz (default: the covariance's own rate)",
    numbers
  ).option("--json <file>", "write the evaluation as JSON; - for standard output").addHelpText("after", help3).action(async (file, options2) => done(await evaluate2(file, options2, world)));
};
async function evaluate2(file, { covariance, json, rates, ...options2 }, world) {
  if (file === "-" && covariance === "-") {
    throw new CommandError(
      exit.badInput,
      "the scenario and --covariance cannot both come from standard input"
    );
  }
  const { source, rest: model2 } = scenarioOptions(options2);
  const rate = oneRate(rates);
  const scenario2 = await readScenario2(file, source, world);
  const matrix2 = await readMatrix2(covariance, "covariance", covarianceNames, world);
  await checkWritable([json]);
  const solver2 = await world.loadSolver();
  const task = rate === void 0 ? model2 : { ...model2, rate };
  const evaluation = solver2.evaluate(scenario2, matrix2, task);
  const text2 = json === void 0 ? formatEvaluation(evaluation) : formatJson(evaluation);
  await writeOutputs([{ file: json ?? "-", text: text2 }], world);
  if (evaluation.optimum.status !== "unsolved") return exit.done;
  await write(world.stderr, "isabc: the optimum to compare with is unsolved\n");
  return exit.notCertified;
}

// bindings/cli/figure.ts
import { join as join9 } from "node:path";

// bindings/figures/definitions.ts
var pulses2 = [
  { name: "cosine", pulse: "cosine" },
  { name: "sinc", pulse: "sinc" },
  { name: "ramp", pulse: "ramp" }
];
var powers = [10, 20, 30].map((powerDbm) => ({ name: `${powerDbm} dBm`, powerDbm }));
var antennas = [[4, 4], [4, 8], [8, 4]].map((pair) => ({
  name: `${pair[0]} transmit, ${pair[1]} receive`,
  antennas: pair
}));
var figures = [
  { id: "5a", title: "Fig. 5(a): pulses, Scenario I", scenario: 1, settings: pulses2 },
  { id: "5b", title: "Fig. 5(b): pulses, Scenario II", scenario: 2, settings: pulses2 },
  { id: "6", title: "Fig. 6: power budgets, Scenario I", scenario: 1, settings: powers },
  { id: "7", title: "Fig. 7: numbers of antennas, Scenario I", scenario: 1, settings: antennas },
  { id: "8", title: "Fig. 8: power budgets, Scenario II", scenario: 2, settings: powers },
  { id: "9", title: "Fig. 9: numbers of antennas, Scenario II", scenario: 2, settings: antennas }
];
var ratesOf = {
  text: Array.from({ length: 31 }, (_, k) => k / 30),
  numbers: Array.from({ length: 14 }, (_, k) => k / 40)
};

// bindings/figures/scenes.ts
var fidelitiesOf = {
  text: ["printed", "decoupled", "coupled"],
  numbers: ["printed"]
};
var readingNames = {
  text: "as the text has it: one signal, 1e-9 W of clutter and of noise",
  numbers: "as its numbers come out: superposed, 1e-6 W of both"
};
function sceneOf(reading, { pulse: pulse2 = "cosine", powerDbm = 30, antennas: antennas2 = [8, 8] }) {
  const level2 = reading === "text" ? -60 : -30;
  return {
    signal: reading === "text" ? "reused" : "superposed",
    transmitter: { antennas: antennas2[0] },
    receiver: { antennas: antennas2[1] },
    pulse: pulse2,
    powerDbm,
    clutterDbm: level2,
    noiseDbm: level2
  };
}
function scenarioOne(reading, setting) {
  return {
    ...sceneOf(reading, setting),
    devices: [{ position: [1.5, -0.5], symbol: 0.75 }]
  };
}
var scenarioTwo = {
  placement: { shape: "disc", center: [1.5, -0.5], radius: 0.5, count: 9 },
  symbols: { alphabet: [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1] }
};

// bindings/figures/curves.ts
async function figureData(figure2, means) {
  const curves = [];
  for (const reading of ["text", "numbers"]) {
    for (const fidelity2 of fidelitiesOf[reading]) {
      for (const setting of figure2.settings) {
        const of = { reading, fidelity: fidelity2, name: setting.name };
        curves.push(
          figure2.scenario === 1 ? { ...of, ...single(means.solver, reading, fidelity2, setting) } : { ...of, ...await many(means, reading, fidelity2, setting) }
        );
        await means.onCurve();
      }
    }
  }
  const { draws, seed } = means;
  return { figure: figure2.id, title: figure2.title, ...figure2.scenario === 2 && { draws, seed }, curves };
}
function single(solver2, reading, fidelity2, setting) {
  const { maxRate, points } = solver2.tradeoff(scenarioOne(reading, setting), { points: 41, fidelity: fidelity2 });
  return {
    maxRate,
    points: points.map(({ rateFloor, status, crb, lowerBound: lowerBound2 }) => ({
      rateFloor,
      status,
      total: crb?.total ?? null,
      lowerBound: lowerBound2
    }))
  };
}
async function many(means, reading, fidelity2, setting) {
  const rates = ratesOf[reading];
  const maxRates = [];
  const totals = rates.map(() => []);
  const lower = rates.map(() => []);
  const unsolved3 = rates.map(() => 0);
  for await (const { draws } of batches(means, reading, fidelity2, setting)) {
    draws.floor.forEach((floor2, row) => {
      if (floor2 === 0) maxRates.push(orInfinity(draws.maxRate[row], 0));
      totals[floor2].push(orInfinity(draws.total[row]));
      lower[floor2].push(orInfinity(draws.lowerBound[row]));
      if (rowStatuses[draws.status[row]] === "unsolved") unsolved3[floor2]++;
    });
  }
  return {
    maxRate: quantile(maxRates, 0.5) ?? 0,
    points: rates.map((rateFloor, k) => {
      const [q05, q25, q50, q75, q95] = [0.05, 0.25, 0.5, 0.75, 0.95].map((p) => quantile(totals[k], p));
      const solved2 = totals[k].filter(Number.isFinite).length;
      const lowerBound2 = quantile(lower[k], 0.5);
      return { rateFloor, q05, q25, q50, q75, q95, lowerBound: lowerBound2, solved: solved2, unsolved: unsolved3[k] };
    })
  };
}
function batches({ monteCarlo: monteCarlo2, draws, seed }, reading, fidelity2, setting) {
  const experiment2 = parseExperiment({
    scenario: sceneOf(reading, setting),
    ...scenarioTwo,
    draws,
    seed,
    fidelity: fidelity2,
    rates: [...ratesOf[reading]]
  });
  return monteCarlo2(experiment2, {
    chunks: Array.from({ length: chunkPlan(experiment2).chunks }, (_, i2) => i2)
  });
}
function orInfinity(value2, instead = Infinity) {
  return Number.isNaN(value2) ? instead : value2;
}
function quantile(values, p) {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a2, b3) => a2 - b3);
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  const [a, b] = [sorted[low], sorted[Math.min(low + 1, sorted.length - 1)]];
  const value2 = at === low ? a : a + (at - low) * (b - a);
  return Number.isFinite(value2) ? value2 : null;
}

// bindings/figures/picture.ts
function figureSpec(plot, { title, draws, seed, curves }) {
  const charts = ["text", "numbers"].flatMap(
    (reading) => fidelitiesOf[reading].map((fidelity2) => panel(plot, reading, fidelity2, curves))
  );
  const over = draws === void 0 ? "" : `; medians and quartiles over ${draws} draws, seed ${seed}; strokes: median of the proved lower bounds`;
  return plot.panels(charts, {
    title,
    subtitle: `smallest total CRB against the rate floor${over}`,
    description: `${title}, under the two readings of the paper and the formulas of the bound${over}.`
  });
}
function panel(plot, reading, fidelity2, curves) {
  const own = curves.filter((curve2) => curve2.reading === reading && curve2.fidelity === fidelity2);
  return plot.chart({
    title: `${fidelity2} bound`,
    subtitle: readingNames[reading],
    x: { label: "rate floor", unit: "bps/Hz" },
    y: { label: "total CRB", unit: "s\xB2 + rad\xB2" },
    layers: own.flatMap(({ name, points }) => layers(plot, name, points, reading === "numbers")),
    series: own.map(({ name }) => name),
    width: 420,
    height: 280
  });
}
function layers(plot, name, points, proved) {
  if (isCurve(points)) {
    return [
      plot.line(
        points.map(({ rateFloor, total }) => ({ x: rateFloor, y: total })),
        { name }
      )
    ];
  }
  return [
    plot.band(
      points.map(({ rateFloor, q25, q75 }) => ({ x: rateFloor, low: q25, high: q75 })),
      { like: name, opacity: 0.15 }
    ),
    plot.line(
      points.map(({ rateFloor, q50 }) => ({ x: rateFloor, y: q50 })),
      { name }
    ),
    ...proved ? [
      plot.markers(
        points.map(({ rateFloor, lowerBound: lowerBound2 }) => ({ x: rateFloor, y: lowerBound2 })),
        { like: name, shape: "stroke", size: 90 }
      )
    ] : []
  ];
}
function isCurve(points) {
  return points.length > 0 && "status" in points[0];
}
function figureCsv({ curves }) {
  const keys = [
    "rateFloor",
    "status",
    "total",
    "lowerBound",
    "q05",
    "q25",
    "q50",
    "q75",
    "q95",
    "solved",
    "unsolved"
  ];
  const rows = curves.flatMap(
    ({ reading, fidelity: fidelity2, name, points }) => points.map((point) => {
      const values = point;
      return [reading, fidelity2, name.replaceAll(",", ""), ...keys.map((key) => values[key] ?? "")].join(",");
    })
  );
  return [["reading", "fidelity", "curve", ...keys].join(","), ...rows, ""].join("\n");
}

// bindings/cli/progress.ts
var interval = 100;
var clearToEnd = "\x1B[K";
var clearLine = `\r${clearToEnd}`;
var Progress = class {
  #stream;
  #last;
  #shown = false;
  constructor(stream) {
    this.#stream = stream;
    this.#last = performance.now();
  }
  /** Shows a line in the place of the last one. */
  show(line) {
    const now = performance.now();
    if (!this.#stream.isTTY || now - this.#last < interval) return;
    this.#last = now;
    this.#shown = true;
    this.#stream.write(`\r${line()}${clearToEnd}`);
  }
  /** Takes the line away. */
  clear() {
    if (this.#shown) this.#stream.write(clearLine);
    this.#shown = false;
  }
};
var titles = {
  reading: "looking at what is there: ",
  solving: "",
  assembling: "writing the results: "
};
var DrawProgress = class {
  #progress;
  #start = null;
  constructor(stream) {
    this.#progress = new Progress(stream);
  }
  /** The first call of an activity tells what was there before. */
  show(activity, done, total, unsolved3 = 0) {
    const now = performance.now();
    if (this.#start?.activity !== activity) this.#start = { activity, time: now, done };
    const { time, done: before } = this.#start;
    this.#progress.show(() => {
      const rate = (done - before) / ((now - time) / 1e3);
      const left = rate > 0 ? `, ${duration((total - done) / rate)} left` : "";
      const line = `${titles[activity]}${done} of ${total} draws`;
      if (activity !== "solving") return line + left;
      return `${line}${rate > 0 ? `, ${Number(rate.toPrecision(3))} draws/s` : ""}${left}, ${unsolved3} points unsolved`;
    });
  }
  clear() {
    this.#progress.clear();
  }
};
function duration(seconds) {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

// bindings/cli/interruption.ts
var Interruption = class {
  #world;
  #abort = new AbortController();
  /**
   * From here on the first signal only asks, and the next one ends the process.
   *
   * @param notice what is done about the first one
   * @param message of the error that `signal` is aborted with
   */
  constructor(world, notice, message) {
    this.#world = world;
    world.onInterrupt((status) => {
      this.#abort.abort(new CommandError(status, message));
      void write(world.stderr, `${world.stderr.isTTY ? clearLine : ""}isabc: ${notice}
`);
    });
  }
  /** Aborted by the first signal, with a CommandError of its exit status. */
  get signal() {
    return this.#abort.signal;
  }
  /** Exit status after an interruption; null where there was none. */
  get status() {
    return this.signal.aborted ? this.signal.reason.status : null;
  }
  /** Gives the signals back. */
  end() {
    this.#world.onInterrupt(null);
  }
};

// bindings/cli/plot.ts
import { join as join3 } from "node:path";

// bindings/cli/run-folder/manifest.ts
import { createHash as createHash3 } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile as readFile3 } from "node:fs/promises";
import { join as join2 } from "node:path";

// bindings/cli/run-folder/record.ts
import { createHash as createHash2 } from "node:crypto";
function runIdentity({ core, experiment: experiment2, placements }) {
  return sha256(canonical({ core, experiment: { ...experiment2, draws: 0 }, placements }));
}
function experimentHash(experiment2) {
  return sha256(canonical(experiment2));
}
function differences(there, here2) {
  const sentences = [...changes(there, here2, "")];
  const before = there.experiment.draws;
  const draws = here2.experiment.draws;
  if (draws < before)
    sentences.push(`experiment.draws: ${before} there, ${draws} here, and a run only grows`);
  return sentences;
}
function* changes(there, here2, path) {
  if (path === "experiment.draws") return;
  if (isObject(there) && isObject(here2)) {
    const prefix = path === "" ? "" : `${path}.`;
    for (const key of /* @__PURE__ */ new Set([...Object.keys(there), ...Object.keys(here2)]))
      yield* changes(there[key], here2[key], prefix + key);
  } else if (canonical(there) !== canonical(here2)) {
    const word2 = (value2) => value2 === void 0 ? "nothing" : show(value2);
    yield `${path}: ${word2(there)} there, ${word2(here2)} here`;
  }
}
function canonical(value2) {
  const sorted = (_key, item) => isObject(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => a < b ? -1 : 1)) : item;
  return JSON.stringify(value2, sorted) ?? "";
}
function sha256(text2) {
  return createHash2("sha256").update(text2).digest("hex");
}

// bindings/cli/run-folder/manifest.ts
var manifestName = "manifest.json";
var summaryName = "summary.json";
var drawsName = (format) => `draws.${format}`;
var placementsName = (format) => `placements.${format}`;
function manifestOf({ core, experiment: experiment2 }, files) {
  return {
    schemaVersion: 1,
    version: "0.1.0",
    core,
    experimentHash: experimentHash(experiment2),
    experiment: experiment2,
    files
  };
}
function recordOf({ core, experiment: experiment2, files }) {
  const format = drawsName("csv") in files ? "csv" : "parquet";
  return { schemaVersion: 1, core, experiment: experiment2, format, placements: placementsName(format) in files };
}
async function damagedFiles(folder, { files }) {
  const damaged = [];
  for (const [name, { sha256: sha2562 }] of Object.entries(files)) {
    const found = await hashOf(join2(folder, name)).catch(() => null);
    if (found !== sha2562) damaged.push(name);
  }
  return damaged;
}
async function hashOf(file) {
  const hash = createHash3("sha256");
  for await (const bytes of createReadStream(file)) hash.update(bytes);
  return hash.digest("hex");
}
async function readJsonFile(file) {
  let text2;
  try {
    text2 = await readFile3(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw new CommandError(exit.inputOutput, `cannot read ${file}: ${reason2(error)}`, { cause: error });
  }
  try {
    return JSON.parse(text2);
  } catch (error) {
    throw new CommandError(exit.inputOutput, `${file} is damaged: ${reason2(error)}`, { cause: error });
  }
}

// bindings/cli/run-folder/csv.ts
import { createReadStream as createReadStream2 } from "node:fs";
import { createInterface } from "node:readline";
var CsvTable = class {
  #file;
  #head;
  constructor(file, columns2) {
    this.#file = file;
    this.#head = columns2.map(({ name }) => name).join(",") + "\n";
  }
  async write(block) {
    const lines2 = [];
    for (let row = 0; row < block[0].length; row++)
      lines2.push(block.map((values) => cell2(values[row])).join(",") + "\n");
    await this.#file.write(this.#head + lines2.join(""));
    this.#head = "";
  }
  async finish() {
    await this.#file.write(this.#head);
    await this.#file.finish();
  }
};
function cell2(value2) {
  if (value2 === null || Number.isNaN(value2)) return "";
  const text2 = String(value2);
  return /[",]/.test(text2) ? `"${text2.replaceAll('"', '""')}"` : text2;
}
var blockRows = 16384;
async function* readCsv(path, columns2) {
  const lines2 = createInterface({ input: createReadStream2(path), crlfDelay: Infinity });
  let rows = [];
  const block = () => columns2.map(
    ({ kind }, i2) => kind === "text" ? rows.map((cells3) => cells3[i2] === "" ? null : cells3[i2]) : Float64Array.from(rows, (cells3) => cells3[i2] === "" ? NaN : Number(cells3[i2]))
  );
  let head = true;
  for await (const line of lines2) {
    if (head) head = false;
    else rows.push(cells2(line));
    if (rows.length < blockRows) continue;
    yield block();
    rows = [];
  }
  if (rows.length > 0) yield block();
}
function cells2(line) {
  if (!line.includes('"')) return line.split(",");
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted === void 0 ? plain : quoted.replaceAll('""', '"')
  );
}

// bindings/cli/run-folder/parquet.ts
import { open as open2 } from "node:fs/promises";

// node_modules/hyparquet/src/constants.js
var ParquetTypes = [
  "BOOLEAN",
  "INT32",
  "INT64",
  "INT96",
  // deprecated
  "FLOAT",
  "DOUBLE",
  "BYTE_ARRAY",
  "FIXED_LEN_BYTE_ARRAY"
];
var Encodings = [
  "PLAIN",
  "GROUP_VAR_INT",
  // deprecated
  "PLAIN_DICTIONARY",
  "RLE",
  "BIT_PACKED",
  // deprecated
  "DELTA_BINARY_PACKED",
  "DELTA_LENGTH_BYTE_ARRAY",
  "DELTA_BYTE_ARRAY",
  "RLE_DICTIONARY",
  "BYTE_STREAM_SPLIT"
];
var FieldRepetitionTypes = [
  "REQUIRED",
  "OPTIONAL",
  "REPEATED"
];
var ConvertedTypes = [
  "UTF8",
  "MAP",
  "MAP_KEY_VALUE",
  "LIST",
  "ENUM",
  "DECIMAL",
  "DATE",
  "TIME_MILLIS",
  "TIME_MICROS",
  "TIMESTAMP_MILLIS",
  "TIMESTAMP_MICROS",
  "UINT_8",
  "UINT_16",
  "UINT_32",
  "UINT_64",
  "INT_8",
  "INT_16",
  "INT_32",
  "INT_64",
  "JSON",
  "BSON",
  "INTERVAL"
];
var CompressionCodecs = [
  "UNCOMPRESSED",
  "SNAPPY",
  "GZIP",
  "LZO",
  "BROTLI",
  "LZ4",
  "ZSTD",
  "LZ4_RAW"
];
var PageTypes = [
  "DATA_PAGE",
  "INDEX_PAGE",
  "DICTIONARY_PAGE",
  "DATA_PAGE_V2"
];
var BoundaryOrders = [
  "UNORDERED",
  "ASCENDING",
  "DESCENDING"
];
var EdgeInterpolationAlgorithms = [
  "SPHERICAL",
  "VINCENTY",
  "THOMAS",
  "ANDOYER",
  "KARNEY"
];

// node_modules/hyparquet/src/wkb.js
function wkbToGeojson(reader) {
  const flags = getFlags(reader);
  if (flags.type === 1) {
    return { type: "Point", coordinates: readPosition(reader, flags) };
  } else if (flags.type === 2) {
    return { type: "LineString", coordinates: readLine(reader, flags) };
  } else if (flags.type === 3) {
    return { type: "Polygon", coordinates: readPolygon(reader, flags) };
  } else if (flags.type === 4) {
    const points = [];
    for (let i2 = 0; i2 < flags.count; i2++) {
      points.push(readPosition(reader, getFlags(reader)));
    }
    return { type: "MultiPoint", coordinates: points };
  } else if (flags.type === 5) {
    const lines2 = [];
    for (let i2 = 0; i2 < flags.count; i2++) {
      lines2.push(readLine(reader, getFlags(reader)));
    }
    return { type: "MultiLineString", coordinates: lines2 };
  } else if (flags.type === 6) {
    const polygons = [];
    for (let i2 = 0; i2 < flags.count; i2++) {
      polygons.push(readPolygon(reader, getFlags(reader)));
    }
    return { type: "MultiPolygon", coordinates: polygons };
  } else if (flags.type === 7) {
    const geometries = [];
    for (let i2 = 0; i2 < flags.count; i2++) {
      geometries.push(wkbToGeojson(reader));
    }
    return { type: "GeometryCollection", geometries };
  } else {
    throw new Error(`Unsupported geometry type: ${flags.type}`);
  }
}
function getFlags(reader) {
  const { view } = reader;
  const littleEndian = view.getUint8(reader.offset++) === 1;
  const rawType = view.getUint32(reader.offset, littleEndian);
  reader.offset += 4;
  const type = rawType % 1e3;
  const flags = Math.floor(rawType / 1e3);
  let count3 = 0;
  if (type > 1 && type <= 7) {
    count3 = view.getUint32(reader.offset, littleEndian);
    reader.offset += 4;
  }
  let dim = 2;
  if (flags) dim++;
  if (flags === 3) dim++;
  return { littleEndian, type, dim, count: count3 };
}
function readPosition(reader, flags) {
  const points = [];
  for (let i2 = 0; i2 < flags.dim; i2++) {
    const coord = reader.view.getFloat64(reader.offset, flags.littleEndian);
    reader.offset += 8;
    points.push(coord);
  }
  return points;
}
function readLine(reader, flags) {
  const points = [];
  for (let i2 = 0; i2 < flags.count; i2++) {
    points.push(readPosition(reader, flags));
  }
  return points;
}
function readPolygon(reader, flags) {
  const { view } = reader;
  const rings = [];
  for (let r = 0; r < flags.count; r++) {
    const count3 = view.getUint32(reader.offset, flags.littleEndian);
    reader.offset += 4;
    rings.push(readLine(reader, { ...flags, count: count3 }));
  }
  return rings;
}

// node_modules/hyparquet/src/convert.js
var decoder = new TextDecoder();
var DEFAULT_PARSERS = {
  timestampFromMilliseconds(millis) {
    return new Date(Number(millis));
  },
  timestampFromMicroseconds(micros) {
    return new Date(Number(micros / 1000n));
  },
  timestampFromNanoseconds(nanos) {
    return new Date(Number(nanos / 1000000n));
  },
  dateFromDays(days) {
    return new Date(days * 864e5);
  },
  stringFromBytes(bytes) {
    return bytes && decoder.decode(bytes);
  },
  jsonFromBytes(bytes) {
    return bytes && JSON.parse(decoder.decode(bytes));
  },
  geometryFromBytes(bytes) {
    return bytes && wkbToGeojson({ view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 });
  },
  geographyFromBytes(bytes) {
    return bytes && wkbToGeojson({ view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 });
  },
  uuidFromBytes(bytes) {
    if (!bytes) return void 0;
    const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
    return hex.slice(0, 8) + "-" + hex.slice(8, 12) + "-" + hex.slice(12, 16) + "-" + hex.slice(16, 20) + "-" + hex.slice(20, 32);
  }
};
function convertWithDictionary(data, dictionary, encoding, columnDecoder) {
  if (dictionary && encoding.endsWith("_DICTIONARY")) {
    let output = data;
    if (data instanceof Uint8Array && !(dictionary instanceof Uint8Array)) {
      output = new dictionary.constructor(data.length);
    }
    for (let i2 = 0; i2 < data.length; i2++) {
      output[i2] = dictionary[data[i2]];
    }
    return output;
  } else {
    return convert(data, columnDecoder);
  }
}
function convert(data, columnDecoder) {
  const { element: element2, parsers, utf8 = true, schemaPath } = columnDecoder;
  const { type, converted_type: ctype, logical_type: ltype } = element2;
  const nullable = element2.repetition_type !== "REQUIRED";
  const isVariant = schemaPath?.some((s) => s.element.logical_type?.type === "VARIANT");
  if (isVariant && type === "BYTE_ARRAY" && ctype !== "UTF8" && ltype?.type !== "STRING") {
    return data;
  }
  if (ctype === "DECIMAL") {
    const scale = element2.scale || 0;
    const factor = 10 ** -scale;
    const arr = new Array(data.length);
    for (let i2 = 0; i2 < arr.length; i2++) {
      if (data[i2] instanceof Uint8Array) {
        arr[i2] = parseDecimal(data[i2]) * factor;
      } else {
        arr[i2] = Number(data[i2]) * factor;
      }
    }
    return arr;
  }
  if (!ctype && type === "INT96") {
    return Array.from(data).map((v) => parsers.timestampFromNanoseconds(parseInt96Nanos(v)));
  }
  if (ctype === "DATE") {
    return Array.from(data).map((v) => parsers.dateFromDays(v));
  }
  if (ctype === "TIMESTAMP_MILLIS") {
    return Array.from(data).map((v) => parsers.timestampFromMilliseconds(v));
  }
  if (ctype === "TIMESTAMP_MICROS") {
    return Array.from(data).map((v) => parsers.timestampFromMicroseconds(v));
  }
  if (ctype === "JSON") {
    return data.map((v) => parsers.jsonFromBytes(v));
  }
  if (ctype === "BSON") {
    throw new Error("parquet bson not supported");
  }
  if (ctype === "INTERVAL") {
    throw new Error("parquet interval not supported");
  }
  if (ltype?.type === "GEOMETRY") {
    return data.map((v) => parsers.geometryFromBytes(v));
  }
  if (ltype?.type === "GEOGRAPHY") {
    return data.map((v) => parsers.geographyFromBytes(v));
  }
  if (ltype?.type === "UUID") {
    return data.map((v) => parsers.uuidFromBytes(v));
  }
  if (ctype === "UTF8" || ltype?.type === "STRING" || utf8 && type === "BYTE_ARRAY") {
    return data.map((v) => parsers.stringFromBytes(v));
  }
  if (ctype === "UINT_64" || ltype?.type === "INTEGER" && ltype.bitWidth === 64 && !ltype.isSigned) {
    if (data instanceof BigInt64Array) return new BigUint64Array(data.buffer, data.byteOffset, data.length);
    const arr = nullable ? new Array(data.length) : new BigUint64Array(data.length);
    for (let i2 = 0; i2 < arr.length; i2++) arr[i2] = data[i2];
    return arr;
  }
  if (ctype === "UINT_32" || ltype?.type === "INTEGER" && ltype.bitWidth === 32 && !ltype.isSigned) {
    if (data instanceof Int32Array) return new Uint32Array(data.buffer, data.byteOffset, data.length);
    const arr = nullable ? new Array(data.length) : new Uint32Array(data.length);
    for (let i2 = 0; i2 < arr.length; i2++) {
      arr[i2] = data[i2] < 0 ? 4294967296 + data[i2] : data[i2];
    }
    return arr;
  }
  if (ltype?.type === "FLOAT16") {
    return Array.from(data).map(parseFloat16);
  }
  if (ltype?.type === "TIMESTAMP") {
    const { unit } = ltype;
    let parser = parsers.timestampFromMilliseconds;
    if (unit === "MICROS") parser = parsers.timestampFromMicroseconds;
    if (unit === "NANOS") parser = parsers.timestampFromNanoseconds;
    const arr = new Array(data.length);
    for (let i2 = 0; i2 < arr.length; i2++) {
      arr[i2] = parser(data[i2]);
    }
    return arr;
  }
  return data;
}
function parseDecimal(bytes) {
  if (!bytes.length) return 0;
  let value2 = 0n;
  for (const byte of bytes) {
    value2 = value2 * 256n + BigInt(byte);
  }
  const bits2 = bytes.length * 8;
  if (value2 >= 2n ** BigInt(bits2 - 1)) {
    value2 -= 2n ** BigInt(bits2);
  }
  return Number(value2);
}
function parseInt96Nanos(value2) {
  const days = (value2 >> 64n) - 2440588n;
  const nano = value2 & 0xffffffffffffffffn;
  return days * 86400000000000n + nano;
}
function parseFloat16(bytes) {
  if (!bytes) return void 0;
  const int16 = bytes[1] << 8 | bytes[0];
  const sign = int16 >> 15 ? -1 : 1;
  const exp = int16 >> 10 & 31;
  const frac = int16 & 1023;
  if (exp === 0) return sign * 2 ** -14 * (frac / 1024);
  if (exp === 31) return frac ? NaN : sign * Infinity;
  return sign * 2 ** (exp - 15) * (1 + frac / 1024);
}

// node_modules/hyparquet/src/schema.js
function schemaTree(schema, rootIndex, path) {
  const element2 = schema[rootIndex];
  const children = [];
  let count3 = 1;
  if (element2.num_children) {
    while (children.length < element2.num_children) {
      const childElement = schema[rootIndex + count3];
      const child = schemaTree(schema, rootIndex + count3, [...path, childElement.name]);
      count3 += child.count;
      children.push(child);
    }
  }
  return { count: count3, element: element2, children, path };
}
function getSchemaPath(schema, name) {
  return getTreePath(schemaTree(schema, 0, []), name);
}
function getTreePath(tree, name) {
  const path = [tree];
  for (const part2 of name) {
    const child = tree.children.find((child2) => child2.element.name === part2);
    if (!child) throw new Error(`parquet schema element not found: ${name}`);
    path.push(child);
    tree = child;
  }
  return path;
}
function getPhysicalColumns(schemaTree2) {
  const columns2 = [];
  function traverse(node) {
    if (node.children.length) {
      for (const child of node.children) {
        traverse(child);
      }
    } else {
      columns2.push(node.path.join("."));
    }
  }
  traverse(schemaTree2);
  return columns2;
}
function getMaxRepetitionLevel(schemaPath) {
  let maxLevel = 0;
  for (const { element: element2 } of schemaPath) {
    if (element2.repetition_type === "REPEATED") {
      maxLevel++;
    }
  }
  return maxLevel;
}
function getMaxDefinitionLevel(schemaPath) {
  let maxLevel = 0;
  for (const { element: element2 } of schemaPath.slice(1)) {
    if (element2.repetition_type !== "REQUIRED") {
      maxLevel++;
    }
  }
  return maxLevel;
}
function isListLike(schema) {
  if (!schema) return false;
  if (schema.element.converted_type !== "LIST") return false;
  if (schema.children.length > 1) return false;
  const firstChild = schema.children[0];
  if (firstChild.children.length > 1) return false;
  if (firstChild.element.repetition_type !== "REPEATED") return false;
  return true;
}
function isMapLike(schema) {
  if (!schema) return false;
  if (schema.element.converted_type !== "MAP") return false;
  if (schema.children.length > 1) return false;
  const firstChild = schema.children[0];
  if (firstChild.children.length !== 2) return false;
  if (firstChild.element.repetition_type !== "REPEATED") return false;
  const keyChild = firstChild.children.find((child) => child.element.name === "key");
  if (keyChild?.element.repetition_type === "REPEATED") return false;
  const valueChild = firstChild.children.find((child) => child.element.name === "value");
  if (valueChild?.element.repetition_type === "REPEATED") return false;
  return true;
}
function isFlatColumn(schemaPath) {
  if (schemaPath.length !== 2) return false;
  const [, column2] = schemaPath;
  if (column2.element.repetition_type === "REPEATED") return false;
  if (column2.children.length) return false;
  return true;
}

// node_modules/hyparquet/src/thrift.js
var STOP = 0;
var TRUE = 1;
var FALSE = 2;
var BYTE = 3;
var I16 = 4;
var I32 = 5;
var I64 = 6;
var DOUBLE = 7;
var BINARY = 8;
var LIST = 9;
var STRUCT = 12;
function deserializeTCompactProtocol(reader) {
  const value2 = {};
  let fid = 0;
  while (true) {
    if (reader.offset >= reader.view.byteLength) throw new Error("thrift struct ended without STOP");
    const byte = reader.view.getUint8(reader.offset++);
    const type = byte & 15;
    if (type === STOP) break;
    const delta = byte >> 4;
    fid = delta ? fid + delta : readZigZag(reader);
    value2[`field_${fid}`] = readElement(reader, type);
  }
  return value2;
}
function readElement(reader, type) {
  switch (type) {
    case TRUE:
      return true;
    case FALSE:
      return false;
    case BYTE:
      return reader.view.getInt8(reader.offset++);
    case I16:
    case I32:
      return readZigZag(reader);
    case I64:
      return readZigZagBigInt(reader);
    case DOUBLE: {
      const value2 = reader.view.getFloat64(reader.offset, true);
      reader.offset += 8;
      return value2;
    }
    case BINARY: {
      const stringLength = readVarInt(reader);
      if (reader.offset + stringLength > reader.view.byteLength) {
        throw new Error(`thrift binary length ${stringLength} exceeds remaining ${reader.view.byteLength - reader.offset} bytes`);
      }
      const strBytes = new Uint8Array(reader.view.buffer, reader.view.byteOffset + reader.offset, stringLength);
      reader.offset += stringLength;
      return strBytes;
    }
    case LIST: {
      const byte = reader.view.getUint8(reader.offset++);
      const elemType = byte & 15;
      let listSize = byte >> 4;
      if (listSize === 15) {
        listSize = readVarInt(reader);
      }
      const boolType = elemType === TRUE || elemType === FALSE;
      const values = new Array(listSize);
      for (let i2 = 0; i2 < listSize; i2++) {
        values[i2] = boolType ? readElement(reader, BYTE) === 1 : readElement(reader, elemType);
      }
      return values;
    }
    case STRUCT:
      return deserializeTCompactProtocol(reader);
    default:
      throw new Error(`thrift unhandled type: ${type}`);
  }
}
function readVarInt(reader) {
  let result2 = 0;
  let shift2 = 0;
  while (true) {
    const byte = reader.view.getUint8(reader.offset++);
    result2 |= (byte & 127) << shift2;
    if (!(byte & 128)) {
      return result2;
    }
    shift2 += 7;
  }
}
function readVarBigInt(reader) {
  let result2 = 0n;
  let shift2 = 0n;
  while (true) {
    const byte = reader.view.getUint8(reader.offset++);
    result2 |= BigInt(byte & 127) << shift2;
    if (!(byte & 128)) {
      return result2;
    }
    shift2 += 7n;
  }
}
function readZigZag(reader) {
  const zigzag = readVarInt(reader);
  return zigzag >>> 1 ^ -(zigzag & 1);
}
function readZigZagBigInt(reader) {
  const zigzag = readVarBigInt(reader);
  return zigzag >> 1n ^ -(zigzag & 1n);
}

// node_modules/hyparquet/src/geoparquet.js
function markGeoColumns(schema, key_value_metadata) {
  const columns2 = /* @__PURE__ */ new Map();
  const geo = key_value_metadata?.find(({ key }) => key === "geo")?.value;
  const decodedColumns = (geo && JSON.parse(geo)?.columns) ?? {};
  for (const [name, column2] of Object.entries(decodedColumns)) {
    if (column2.encoding !== "WKB") continue;
    const type = column2.edges === "spherical" ? "GEOGRAPHY" : "GEOMETRY";
    const id = column2.crs?.id ?? column2.crs?.ids?.[0];
    const crs = id ? `${id.authority}:${id.code.toString()}` : void 0;
    columns2.set(name, { type, crs });
  }
  for (let i2 = 1; i2 < schema.length; i2++) {
    const { logical_type, name, num_children, type } = schema[i2];
    if (num_children) {
      i2 += num_children;
      continue;
    }
    if (type === "BYTE_ARRAY" && !logical_type) {
      schema[i2].logical_type = columns2.get(name);
    }
  }
}

// node_modules/hyparquet/src/metadata.js
var defaultInitialFetchSize = 1 << 19;
var decoder2 = new TextDecoder();
function decode(value2) {
  return value2 && decoder2.decode(value2);
}
async function parquetMetadataAsync(asyncBuffer, { parsers, initialFetchSize = defaultInitialFetchSize, geoparquet = true } = {}) {
  if (!asyncBuffer || !(asyncBuffer.byteLength >= 0)) throw new Error("parquet expected AsyncBuffer");
  const footerOffset = Math.max(0, asyncBuffer.byteLength - initialFetchSize);
  const footerBuffer = await asyncBuffer.slice(footerOffset, asyncBuffer.byteLength);
  const footerView = new DataView(footerBuffer);
  if (footerView.getUint32(footerBuffer.byteLength - 4, true) !== 827474256) {
    throw new Error("parquet file invalid (footer != PAR1)");
  }
  const metadataLength = footerView.getUint32(footerBuffer.byteLength - 8, true);
  if (metadataLength > asyncBuffer.byteLength - 8) {
    throw new Error(`parquet metadata length ${metadataLength} exceeds available buffer ${asyncBuffer.byteLength - 8}`);
  }
  if (metadataLength + 8 > initialFetchSize) {
    const metadataOffset = asyncBuffer.byteLength - metadataLength - 8;
    const metadataBuffer = await asyncBuffer.slice(metadataOffset, footerOffset);
    const combinedBuffer = new ArrayBuffer(metadataLength + 8);
    const combinedView = new Uint8Array(combinedBuffer);
    combinedView.set(new Uint8Array(metadataBuffer));
    combinedView.set(new Uint8Array(footerBuffer), footerOffset - metadataOffset);
    return parquetMetadata(combinedBuffer, { parsers, geoparquet });
  } else {
    return parquetMetadata(footerBuffer, { parsers, geoparquet });
  }
}
function parquetMetadata(arrayBuffer, { parsers, geoparquet = true } = {}) {
  let view;
  if (arrayBuffer instanceof ArrayBuffer) {
    view = new DataView(arrayBuffer);
  } else if (arrayBuffer instanceof Uint8Array) {
    view = new DataView(arrayBuffer.buffer, arrayBuffer.byteOffset, arrayBuffer.byteLength);
  } else {
    throw new Error("parquet expected ArrayBuffer or Uint8Array");
  }
  const allParsers = { ...DEFAULT_PARSERS, ...parsers };
  if (view.byteLength < 8) {
    throw new Error("parquet file is too short");
  }
  if (view.getUint32(view.byteLength - 4, true) !== 827474256) {
    throw new Error("parquet file invalid (footer != PAR1)");
  }
  const metadataLengthOffset = view.byteLength - 8;
  const metadataLength = view.getUint32(metadataLengthOffset, true);
  if (metadataLength > view.byteLength - 8) {
    throw new Error(`parquet metadata length ${metadataLength} exceeds available buffer ${view.byteLength - 8}`);
  }
  const metadataOffset = metadataLengthOffset - metadataLength;
  const reader = { view, offset: metadataOffset };
  const metadata = deserializeTCompactProtocol(reader);
  const version = metadata.field_1;
  const schema = metadata.field_2.map((field2) => ({
    type: ParquetTypes[field2.field_1],
    type_length: field2.field_2,
    repetition_type: FieldRepetitionTypes[field2.field_3],
    name: decode(field2.field_4),
    num_children: field2.field_5,
    converted_type: ConvertedTypes[field2.field_6],
    scale: field2.field_7,
    precision: field2.field_8,
    field_id: field2.field_9,
    logical_type: logicalType(field2.field_10)
  }));
  const columnSchema = schema.filter((e) => e.type);
  const num_rows = metadata.field_3;
  const row_groups = metadata.field_4.map((rowGroup) => ({
    columns: rowGroup.field_1.map((column2, columnIndex) => ({
      file_path: decode(column2.field_1),
      file_offset: column2.field_2,
      meta_data: column2.field_3 && {
        type: ParquetTypes[column2.field_3.field_1],
        encodings: column2.field_3.field_2?.map((e) => Encodings[e]),
        path_in_schema: column2.field_3.field_3.map(decode),
        codec: CompressionCodecs[column2.field_3.field_4],
        num_values: column2.field_3.field_5,
        total_uncompressed_size: column2.field_3.field_6,
        total_compressed_size: column2.field_3.field_7,
        key_value_metadata: column2.field_3.field_8?.map((kv) => ({
          key: decode(kv.field_1),
          value: decode(kv.field_2)
        })),
        data_page_offset: column2.field_3.field_9,
        index_page_offset: column2.field_3.field_10,
        dictionary_page_offset: column2.field_3.field_11,
        statistics: convertStats(column2.field_3.field_12, columnSchema[columnIndex], allParsers),
        encoding_stats: column2.field_3.field_13?.map((encodingStat) => ({
          page_type: PageTypes[encodingStat.field_1],
          encoding: Encodings[encodingStat.field_2],
          count: encodingStat.field_3
        })),
        bloom_filter_offset: column2.field_3.field_14,
        bloom_filter_length: column2.field_3.field_15,
        size_statistics: column2.field_3.field_16 && {
          unencoded_byte_array_data_bytes: column2.field_3.field_16.field_1,
          repetition_level_histogram: column2.field_3.field_16.field_2,
          definition_level_histogram: column2.field_3.field_16.field_3
        },
        geospatial_statistics: column2.field_3.field_17 && {
          bbox: column2.field_3.field_17.field_1 && {
            xmin: column2.field_3.field_17.field_1.field_1,
            xmax: column2.field_3.field_17.field_1.field_2,
            ymin: column2.field_3.field_17.field_1.field_3,
            ymax: column2.field_3.field_17.field_1.field_4,
            zmin: column2.field_3.field_17.field_1.field_5,
            zmax: column2.field_3.field_17.field_1.field_6,
            mmin: column2.field_3.field_17.field_1.field_7,
            mmax: column2.field_3.field_17.field_1.field_8
          },
          geospatial_types: column2.field_3.field_17.field_2
        }
      },
      offset_index_offset: column2.field_4,
      offset_index_length: column2.field_5,
      column_index_offset: column2.field_6,
      column_index_length: column2.field_7,
      crypto_metadata: column2.field_8,
      encrypted_column_metadata: column2.field_9
    })),
    total_byte_size: rowGroup.field_2,
    num_rows: rowGroup.field_3,
    sorting_columns: rowGroup.field_4?.map((sortingColumn) => ({
      column_idx: sortingColumn.field_1,
      descending: sortingColumn.field_2,
      nulls_first: sortingColumn.field_3
    })),
    file_offset: rowGroup.field_5,
    total_compressed_size: rowGroup.field_6,
    ordinal: rowGroup.field_7
  }));
  const key_value_metadata = metadata.field_5?.map((kv) => ({
    key: decode(kv.field_1),
    value: decode(kv.field_2)
  }));
  const created_by = decode(metadata.field_6);
  if (geoparquet) {
    markGeoColumns(schema, key_value_metadata);
  }
  return {
    version,
    schema,
    num_rows,
    row_groups,
    key_value_metadata,
    created_by,
    metadata_length: metadataLength
  };
}
function parquetSchema({ schema }) {
  return getSchemaPath(schema, [])[0];
}
function logicalType(logicalType3) {
  if (logicalType3?.field_1) return { type: "STRING" };
  if (logicalType3?.field_2) return { type: "MAP" };
  if (logicalType3?.field_3) return { type: "LIST" };
  if (logicalType3?.field_4) return { type: "ENUM" };
  if (logicalType3?.field_5) return {
    type: "DECIMAL",
    scale: logicalType3.field_5.field_1,
    precision: logicalType3.field_5.field_2
  };
  if (logicalType3?.field_6) return { type: "DATE" };
  if (logicalType3?.field_7) return {
    type: "TIME",
    isAdjustedToUTC: logicalType3.field_7.field_1,
    unit: timeUnit(logicalType3.field_7.field_2)
  };
  if (logicalType3?.field_8) return {
    type: "TIMESTAMP",
    isAdjustedToUTC: logicalType3.field_8.field_1,
    unit: timeUnit(logicalType3.field_8.field_2)
  };
  if (logicalType3?.field_10) return {
    type: "INTEGER",
    bitWidth: logicalType3.field_10.field_1,
    isSigned: logicalType3.field_10.field_2
  };
  if (logicalType3?.field_11) return { type: "NULL" };
  if (logicalType3?.field_12) return { type: "JSON" };
  if (logicalType3?.field_13) return { type: "BSON" };
  if (logicalType3?.field_14) return { type: "UUID" };
  if (logicalType3?.field_15) return { type: "FLOAT16" };
  if (logicalType3?.field_16) return {
    type: "VARIANT",
    specification_version: logicalType3.field_16.field_1
  };
  if (logicalType3?.field_17) return {
    type: "GEOMETRY",
    crs: decode(logicalType3.field_17.field_1)
  };
  if (logicalType3?.field_18) return {
    type: "GEOGRAPHY",
    crs: decode(logicalType3.field_18.field_1),
    algorithm: EdgeInterpolationAlgorithms[logicalType3.field_18.field_2]
  };
  return logicalType3;
}
function timeUnit(unit) {
  if (unit.field_1) return "MILLIS";
  if (unit.field_2) return "MICROS";
  if (unit.field_3) return "NANOS";
  throw new Error("parquet time unit required");
}
function convertStats(stats, schema, parsers) {
  return stats && {
    max: convertMetadata(stats.field_1, schema, parsers),
    min: convertMetadata(stats.field_2, schema, parsers),
    null_count: stats.field_3,
    distinct_count: stats.field_4,
    max_value: convertMetadata(stats.field_5, schema, parsers),
    min_value: convertMetadata(stats.field_6, schema, parsers),
    is_max_value_exact: stats.field_7,
    is_min_value_exact: stats.field_8
  };
}
function convertMetadata(value2, schema, parsers) {
  const { type, converted_type, logical_type } = schema;
  if (value2 === void 0) return value2;
  if (type === "BOOLEAN") return value2[0] === 1;
  if (type === "BYTE_ARRAY") return parsers.stringFromBytes(value2);
  const view = new DataView(value2.buffer, value2.byteOffset, value2.byteLength);
  if (type === "FLOAT" && view.byteLength === 4) return view.getFloat32(0, true);
  if (type === "DOUBLE" && view.byteLength === 8) return view.getFloat64(0, true);
  if (type === "INT32" && converted_type === "DECIMAL" && view.byteLength === 4) {
    return view.getInt32(0, true) * 10 ** -(schema.scale || 0);
  }
  if (type === "INT64" && converted_type === "DECIMAL" && view.byteLength === 8) {
    return Number(view.getBigInt64(0, true)) * 10 ** -(schema.scale || 0);
  }
  if (type === "INT32" && converted_type === "DATE") return parsers.dateFromDays(view.getInt32(0, true));
  if (type === "INT64" && converted_type === "TIMESTAMP_MILLIS") return parsers.timestampFromMilliseconds(view.getBigInt64(0, true));
  if (type === "INT64" && converted_type === "TIMESTAMP_MICROS") return parsers.timestampFromMicroseconds(view.getBigInt64(0, true));
  if (type === "INT64" && logical_type?.type === "TIMESTAMP" && logical_type?.unit === "NANOS") return parsers.timestampFromNanoseconds(view.getBigInt64(0, true));
  if (type === "INT64" && logical_type?.type === "TIMESTAMP" && logical_type?.unit === "MICROS") return parsers.timestampFromMicroseconds(view.getBigInt64(0, true));
  if (type === "INT64" && logical_type?.type === "TIMESTAMP") return parsers.timestampFromMilliseconds(view.getBigInt64(0, true));
  const unsigned = converted_type?.startsWith("UINT_") || logical_type?.type === "INTEGER" && !logical_type.isSigned;
  if (type === "INT32" && unsigned && view.byteLength === 4) return view.getUint32(0, true);
  if (type === "INT64" && unsigned && view.byteLength === 8) return view.getBigUint64(0, true);
  if (type === "INT32" && view.byteLength === 4) return view.getInt32(0, true);
  if (type === "INT64" && view.byteLength === 8) return view.getBigInt64(0, true);
  if (converted_type === "DECIMAL") return parseDecimal(value2) * 10 ** -(schema.scale || 0);
  if (logical_type?.type === "FLOAT16") return parseFloat16(value2);
  if (logical_type?.type === "UUID") return parsers.uuidFromBytes(value2);
  if (type === "FIXED_LEN_BYTE_ARRAY") return value2;
  return value2;
}

// node_modules/hyparquet/src/indexes.js
function readColumnIndex(reader, schema, parsers = void 0) {
  const allParsers = { ...DEFAULT_PARSERS, ...parsers };
  const thrift = deserializeTCompactProtocol(reader);
  return {
    null_pages: thrift.field_1,
    min_values: thrift.field_2.map((m) => convertMetadata(m, schema, allParsers)),
    max_values: thrift.field_3.map((m) => convertMetadata(m, schema, allParsers)),
    boundary_order: BoundaryOrders[thrift.field_4],
    null_counts: thrift.field_5,
    repetition_level_histograms: thrift.field_6,
    definition_level_histograms: thrift.field_7
  };
}
function readOffsetIndex(reader) {
  const thrift = deserializeTCompactProtocol(reader);
  return {
    // @ts-ignore
    page_locations: thrift.field_1.map((loc) => ({
      offset: loc.field_1,
      compressed_page_size: loc.field_2,
      first_row_index: loc.field_3
    })),
    unencoded_byte_array_data_bytes: thrift.field_2
  };
}

// node_modules/hyparquet/src/xxhash.js
var MASK = 0xffffffffffffffffn;
var PRIME1 = 0x9e3779b185ebca87n;
var PRIME2 = 0xc2b2ae3d27d4eb4fn;
var PRIME3 = 0x165667b19e3779f9n;
var PRIME4 = 0x85ebca77c2b2ae63n;
var PRIME5 = 0x27d4eb2f165667c5n;
function rotl64(x2, r) {
  return (x2 << r | x2 >> 64n - r) & MASK;
}
function round(acc, val) {
  acc = acc + val * PRIME2 & MASK;
  acc = rotl64(acc, 31n);
  return acc * PRIME1 & MASK;
}
function mergeRound(acc, val) {
  acc ^= round(0n, val);
  return acc * PRIME1 + PRIME4 & MASK;
}
function xxhash64(input, seed = 0n) {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const len = input.byteLength;
  let offset = 0;
  let h64;
  if (len >= 32) {
    let v1 = seed + PRIME1 + PRIME2 & MASK;
    let v2 = seed + PRIME2 & MASK;
    let v3 = seed;
    let v4 = seed - PRIME1 & MASK;
    while (offset + 32 <= len) {
      v1 = round(v1, view.getBigUint64(offset, true));
      offset += 8;
      v2 = round(v2, view.getBigUint64(offset, true));
      offset += 8;
      v3 = round(v3, view.getBigUint64(offset, true));
      offset += 8;
      v4 = round(v4, view.getBigUint64(offset, true));
      offset += 8;
    }
    h64 = rotl64(v1, 1n) + rotl64(v2, 7n) + rotl64(v3, 12n) + rotl64(v4, 18n) & MASK;
    h64 = mergeRound(h64, v1);
    h64 = mergeRound(h64, v2);
    h64 = mergeRound(h64, v3);
    h64 = mergeRound(h64, v4);
  } else {
    h64 = seed + PRIME5 & MASK;
  }
  h64 = h64 + BigInt(len) & MASK;
  while (offset + 8 <= len) {
    h64 ^= round(0n, view.getBigUint64(offset, true));
    h64 = rotl64(h64, 27n) * PRIME1 + PRIME4 & MASK;
    offset += 8;
  }
  if (offset + 4 <= len) {
    h64 ^= BigInt(view.getUint32(offset, true)) * PRIME1 & MASK;
    h64 = rotl64(h64, 23n) * PRIME2 + PRIME3 & MASK;
    offset += 4;
  }
  while (offset < len) {
    h64 ^= BigInt(view.getUint8(offset)) * PRIME5 & MASK;
    h64 = rotl64(h64, 11n) * PRIME1 & MASK;
    offset += 1;
  }
  h64 ^= h64 >> 33n;
  h64 = h64 * PRIME2 & MASK;
  h64 ^= h64 >> 29n;
  h64 = h64 * PRIME3 & MASK;
  h64 ^= h64 >> 32n;
  return h64;
}

// node_modules/hyparquet/src/bloom.js
var textEncoder = new TextEncoder();
var SALT = new Uint32Array([
  1203114875,
  1150766481,
  2284105051,
  2729912477,
  1884591559,
  770785867,
  2667333959,
  1550580529
]);
function blockIndex(hash, numBlocks) {
  return Number((hash >> 32n) * BigInt(numBlocks) >> 32n);
}
function blockMask(hash) {
  const m = new Uint32Array(8);
  const low = Number(hash & 0xffffffffn) | 0;
  for (let i2 = 0; i2 < 8; i2++) {
    m[i2] = 1 << (Math.imul(low, SALT[i2]) >>> 27);
  }
  return m;
}
function sbbfContains(blocks, hash) {
  const offset = blockIndex(hash, blocks.length >> 3) << 3;
  const m = blockMask(hash);
  for (let i2 = 0; i2 < 8; i2++) {
    if ((blocks[offset + i2] & m[i2]) === 0) return false;
  }
  return true;
}
function readBloomFilter(reader) {
  const header = deserializeTCompactProtocol(reader);
  const numBytes = header.field_1;
  if (typeof numBytes !== "number" || numBytes <= 0 || numBytes % 32 !== 0) return void 0;
  if (!header.field_2?.field_1) return void 0;
  if (!header.field_3?.field_1) return void 0;
  if (!header.field_4?.field_1) return void 0;
  const { view, offset } = reader;
  if (offset + numBytes > view.byteLength) {
    throw new Error(`parquet bloom filter truncated: need ${numBytes} bytes, have ${view.byteLength - offset}`);
  }
  const blocks = new Uint32Array(numBytes >> 2);
  for (let i2 = 0; i2 < blocks.length; i2++) {
    blocks[i2] = view.getUint32(offset + i2 * 4, true);
  }
  reader.offset = offset + numBytes;
  return { numBytes, blocks };
}
function hashParquetValue(value2, element2) {
  if (value2 === null || value2 === void 0) return void 0;
  const { type, converted_type, logical_type } = element2;
  if (type === "BOOLEAN") {
    if (typeof value2 !== "boolean") return void 0;
    return xxhash64(new Uint8Array([value2 ? 1 : 0]));
  }
  if (type === "FLOAT") {
    if (typeof value2 !== "number") return void 0;
    const buf = new ArrayBuffer(4);
    new DataView(buf).setFloat32(0, value2, true);
    return xxhash64(new Uint8Array(buf));
  }
  if (type === "DOUBLE") {
    if (typeof value2 !== "number") return void 0;
    const buf = new ArrayBuffer(8);
    new DataView(buf).setFloat64(0, value2, true);
    return xxhash64(new Uint8Array(buf));
  }
  if (type === "INT32") {
    if (converted_type === "DATE" || converted_type === "DECIMAL" || converted_type === "TIME_MILLIS") return void 0;
    if (logical_type?.type === "DATE" || logical_type?.type === "TIME" || logical_type?.type === "DECIMAL") return void 0;
    if (typeof value2 !== "number" || !Number.isInteger(value2)) return void 0;
    const buf = new ArrayBuffer(4);
    new DataView(buf).setInt32(0, value2 | 0, true);
    return xxhash64(new Uint8Array(buf));
  }
  if (type === "INT64") {
    if (converted_type === "TIMESTAMP_MILLIS" || converted_type === "TIMESTAMP_MICROS") return void 0;
    if (converted_type === "TIME_MICROS" || converted_type === "DECIMAL") return void 0;
    if (logical_type?.type === "TIMESTAMP" || logical_type?.type === "TIME" || logical_type?.type === "DECIMAL") return void 0;
    let bigValue;
    if (typeof value2 === "bigint") bigValue = value2;
    else if (typeof value2 === "number" && Number.isSafeInteger(value2)) bigValue = BigInt(value2);
    else return void 0;
    const buf = new ArrayBuffer(8);
    new DataView(buf).setBigUint64(0, BigInt.asUintN(64, bigValue), true);
    return xxhash64(new Uint8Array(buf));
  }
  if (type === "BYTE_ARRAY") {
    if (converted_type === "JSON" || converted_type === "BSON" || converted_type === "DECIMAL") return void 0;
    if (logical_type?.type === "JSON" || logical_type?.type === "BSON" || logical_type?.type === "VARIANT") return void 0;
    if (logical_type?.type === "GEOMETRY" || logical_type?.type === "GEOGRAPHY") return void 0;
    if (typeof value2 === "string") return xxhash64(textEncoder.encode(value2));
    if (value2 instanceof Uint8Array) return xxhash64(value2);
    return void 0;
  }
  if (type === "FIXED_LEN_BYTE_ARRAY") {
    if (converted_type === "DECIMAL" || converted_type === "INTERVAL") return void 0;
    if (logical_type?.type === "DECIMAL" || logical_type?.type === "UUID" || logical_type?.type === "FLOAT16") return void 0;
    if (logical_type?.type === "GEOMETRY" || logical_type?.type === "GEOGRAPHY") return void 0;
    if (value2 instanceof Uint8Array) return xxhash64(value2);
    return void 0;
  }
  return void 0;
}
function bloomEligibleColumns(filter) {
  const out = /* @__PURE__ */ new Set();
  walkBloomEligible(filter, out);
  return out;
}
function walkBloomEligible(filter, out) {
  if (!filter) return;
  if ("$and" in filter && Array.isArray(filter.$and)) {
    for (const sub of filter.$and) walkBloomEligible(sub, out);
    return;
  }
  if ("$or" in filter && Array.isArray(filter.$or)) {
    for (const sub of filter.$or) walkBloomEligible(sub, out);
    return;
  }
  if ("$nor" in filter) return;
  for (const [field2, condition] of Object.entries(filter)) {
    if (field2.startsWith("$")) continue;
    if (typeof condition === "object" && condition !== null && !Array.isArray(condition)) {
      if ("$eq" in condition || "$in" in condition) out.add(field2);
    } else {
      out.add(field2);
    }
  }
}

// node_modules/hyparquet/src/utils.js
function toJson(obj) {
  if (obj === void 0) return null;
  if (typeof obj === "bigint") return Number(obj);
  if (Object.is(obj, -0)) return 0;
  if (Array.isArray(obj)) return obj.map(toJson);
  if (obj instanceof Uint8Array) return Array.from(obj);
  if (obj instanceof Date) return obj.toISOString();
  if (obj instanceof Object) {
    const newObj = {};
    for (const key of Object.keys(obj)) {
      if (obj[key] === void 0) continue;
      newObj[key] = toJson(obj[key]);
    }
    return newObj;
  }
  return obj;
}
function concat(aaa, bbb) {
  const chunk = 1e4;
  for (let i2 = 0; i2 < bbb.length; i2 += chunk) {
    aaa.push(...bbb.slice(i2, i2 + chunk));
  }
}
function equals(a, b, strict = true) {
  if (strict ? a === b : a == b) return true;
  if (!a || !b || typeof a !== "object" || typeof b !== "object") return false;
  if (a instanceof Uint8Array && b instanceof Uint8Array) {
    if (a.length !== b.length) return false;
    for (let i2 = 0; i2 < a.length; i2++) {
      if (a[i2] !== b[i2]) return false;
    }
    return true;
  }
  if (a instanceof Date || b instanceof Date) {
    return a instanceof Date && b instanceof Date && a.getTime() === b.getTime();
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return false;
    for (let i2 = 0; i2 < a.length; i2++) {
      if (!equals(a[i2], b[i2], strict)) return false;
    }
    return true;
  }
  const aKeys = Object.keys(a);
  if (aKeys.length !== Object.keys(b).length) return false;
  for (const k of aKeys) {
    if (!equals(a[k], b[k], strict)) return false;
  }
  return true;
}
function flatten(chunks) {
  if (!chunks) return [];
  if (chunks.length === 1) return chunks[0];
  const output = [];
  for (const chunk of chunks) {
    concat(output, chunk);
  }
  return output;
}

// node_modules/hyparquet/src/filter.js
var encoder = new TextEncoder();
function pathsNeededForFilter(filter) {
  if (!filter) return [];
  const paths = [];
  if ("$and" in filter && Array.isArray(filter.$and)) {
    paths.push(...filter.$and.flatMap(pathsNeededForFilter));
  } else if ("$or" in filter && Array.isArray(filter.$or)) {
    paths.push(...filter.$or.flatMap(pathsNeededForFilter));
  } else if ("$nor" in filter && Array.isArray(filter.$nor)) {
    paths.push(...filter.$nor.flatMap(pathsNeededForFilter));
  } else {
    paths.push(...Object.keys(filter));
  }
  return [...new Set(paths)];
}
function columnsNeededForFilter(filter) {
  return [...new Set(pathsNeededForFilter(filter).map((path) => path.split(".")[0]))];
}
function matchFilter(record, filter, strict = true) {
  if ("$and" in filter && Array.isArray(filter.$and)) {
    return filter.$and.every((subQuery) => matchFilter(record, subQuery, strict));
  }
  if ("$or" in filter && Array.isArray(filter.$or)) {
    return filter.$or.some((subQuery) => matchFilter(record, subQuery, strict));
  }
  if ("$nor" in filter && Array.isArray(filter.$nor)) {
    return !filter.$nor.some((subQuery) => matchFilter(record, subQuery, strict));
  }
  return Object.entries(filter).every(([field2, condition]) => {
    const value2 = resolve(record, field2);
    if (typeof condition !== "object" || condition === null || Array.isArray(condition)) {
      return equals(value2, condition, strict);
    }
    return Object.entries(condition || {}).every(([operator, target]) => {
      if (operator === "$gt") return value2 !== null && value2 !== void 0 && value2 > target;
      if (operator === "$gte") return value2 !== null && value2 !== void 0 && value2 >= target;
      if (operator === "$lt") return value2 !== null && value2 !== void 0 && value2 < target;
      if (operator === "$lte") return value2 !== null && value2 !== void 0 && value2 <= target;
      if (operator === "$eq") return equals(value2, target, strict);
      if (operator === "$ne") return !equals(value2, target, strict);
      if (operator === "$in") return Array.isArray(target) && matchesIn(value2, target, strict);
      if (operator === "$nin") return Array.isArray(target) && !matchesIn(value2, target, strict);
      if (operator === "$not") return !matchFilter({ value: value2 }, { value: target }, strict);
      return true;
    });
  });
}
function matchesIn(value2, targets, strict) {
  return targets.some((target) => equals(value2, target, strict) || Array.isArray(value2) && value2.some((element2) => equals(element2, target, strict)));
}
function canSkipRowGroup({ rowGroup, physicalColumns, filter, strict = true, bloomFilters, schemaElements }) {
  if (!filter) return false;
  if ("$and" in filter && Array.isArray(filter.$and)) {
    return filter.$and.some((subFilter) => canSkipRowGroup({ rowGroup, physicalColumns, filter: subFilter, strict, bloomFilters, schemaElements }));
  }
  if ("$or" in filter && Array.isArray(filter.$or)) {
    return filter.$or.every((subFilter) => canSkipRowGroup({ rowGroup, physicalColumns, filter: subFilter, strict, bloomFilters, schemaElements }));
  }
  if ("$nor" in filter && Array.isArray(filter.$nor)) {
    return false;
  }
  for (const [field2, condition] of Object.entries(filter)) {
    const columnIndex = physicalColumns.indexOf(field2);
    if (columnIndex === -1) continue;
    const stats = rowGroup.columns[columnIndex].meta_data?.statistics;
    const { min, max: max2, min_value, max_value, null_count: nullCount } = stats || {};
    const minVal = min_value !== void 0 ? min_value : min;
    const maxVal = max_value !== void 0 ? max_value : max2;
    const haveStats = minVal !== void 0 && maxVal !== void 0;
    const bloom = bloomFilters?.[field2];
    const element2 = schemaElements?.[field2];
    const matchingNulls = matchFilter({ value: null }, { value: condition }, strict) && (nullCount === void 0 || nullCount > 0);
    if (haveStats && !matchingNulls && canSkipStats(condition, minVal, maxVal, strict, element2)) {
      return true;
    }
    for (const [operator, target] of Object.entries(condition || {})) {
      if (bloom && element2) {
        if (operator === "$eq") {
          const hash = hashParquetValue(target, element2);
          if (hash !== void 0 && !sbbfContains(bloom.blocks, hash)) return true;
        }
        if (operator === "$in" && Array.isArray(target) && target.length > 0) {
          let allAbsent = true;
          for (const v of target) {
            const h = hashParquetValue(v, element2);
            if (h === void 0 || sbbfContains(bloom.blocks, h)) {
              allAbsent = false;
              break;
            }
          }
          if (allAbsent) return true;
        }
      }
    }
  }
  return false;
}
function canSkipStats(condition, minVal, maxVal, strict, element2) {
  if (minVal === void 0 || maxVal === void 0) return false;
  const mayContainNaN = element2?.type === "FLOAT" || element2?.type === "DOUBLE" || element2?.logical_type?.type === "FLOAT16";
  for (const [operator, target] of Object.entries(condition || {})) {
    const minComparison = compareParquetValues(minVal, target, strict, element2);
    const maxComparison = compareParquetValues(maxVal, target, strict, element2);
    const binaryBounds = minVal instanceof Uint8Array || maxVal instanceof Uint8Array;
    const relationalBoundsAreSafe = !binaryBounds && (element2?.type !== "BYTE_ARRAY" || typeof target === "string" && [...target].every((character) => character.charCodeAt(0) <= 127));
    if (operator === "$gt" && relationalBoundsAreSafe && maxComparison !== void 0 && maxComparison <= 0) return true;
    if (operator === "$gte" && relationalBoundsAreSafe && maxComparison !== void 0 && maxComparison < 0) return true;
    if (operator === "$lt" && relationalBoundsAreSafe && minComparison !== void 0 && minComparison >= 0) return true;
    if (operator === "$lte" && relationalBoundsAreSafe && minComparison !== void 0 && minComparison > 0) return true;
    if (operator === "$eq") {
      const targetMinComparison = compareParquetValues(target, minVal, strict, element2);
      const targetMaxComparison = compareParquetValues(target, maxVal, strict, element2);
      if (targetMinComparison !== void 0 && targetMinComparison < 0 || targetMaxComparison !== void 0 && targetMaxComparison > 0) return true;
    }
    if (operator === "$ne" && !mayContainNaN && equals(minVal, maxVal, strict) && equals(minVal, target, strict)) return true;
    if (operator === "$in" && Array.isArray(target) && target.every((value2) => {
      const valueMinComparison = compareParquetValues(value2, minVal, strict, element2);
      const valueMaxComparison = compareParquetValues(value2, maxVal, strict, element2);
      return valueMinComparison !== void 0 && valueMinComparison < 0 || valueMaxComparison !== void 0 && valueMaxComparison > 0;
    })) return true;
    if (operator === "$nin" && !mayContainNaN && Array.isArray(target) && equals(minVal, maxVal, strict) && target.some((value2) => equals(minVal, value2, strict))) return true;
  }
  return false;
}
function compareParquetValues(a, b, strict, element2) {
  if (element2?.type === "BYTE_ARRAY") {
    if (typeof a !== "string" || typeof b !== "string") return void 0;
    return compareBytes(encoder.encode(a), encoder.encode(b));
  }
  if (a instanceof Uint8Array || b instanceof Uint8Array) {
    if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array)) return void 0;
    return compareBytes(a, b);
  }
  if (a < b) return -1;
  if (a > b) return 1;
  if (equals(a, b, strict)) return 0;
  return void 0;
}
function compareBytes(a, b) {
  const length2 = Math.min(a.length, b.length);
  for (let i2 = 0; i2 < length2; i2++) {
    if (a[i2] < b[i2]) return -1;
    if (a[i2] > b[i2]) return 1;
  }
  if (a.length < b.length) return -1;
  if (a.length > b.length) return 1;
  return 0;
}
function matchesNull(condition, strict) {
  return matchFilter({ value: null }, { value: condition }, strict);
}
function filterPageRanges(filter, columnPages, groupRows2, strict = true) {
  if (!filter) return void 0;
  if ("$and" in filter && Array.isArray(filter.$and)) {
    let ranges2;
    for (const subFilter of filter.$and) {
      ranges2 = intersectRanges(ranges2, filterPageRanges(subFilter, columnPages, groupRows2, strict));
    }
    return ranges2;
  }
  if ("$or" in filter && Array.isArray(filter.$or)) {
    let ranges2 = [];
    for (const subFilter of filter.$or) {
      const subRanges = filterPageRanges(subFilter, columnPages, groupRows2, strict);
      if (!subRanges) return void 0;
      ranges2 = unionRanges(ranges2, subRanges);
    }
    return ranges2;
  }
  if ("$nor" in filter && Array.isArray(filter.$nor)) {
    return void 0;
  }
  let result2;
  for (const [field2, condition] of Object.entries(filter)) {
    const pages = columnPages[field2];
    if (!pages) continue;
    const nullCanMatch = matchesNull(condition, strict);
    const keep = [];
    for (let i2 = 0; i2 < pages.pageStarts.length; i2++) {
      const start = pages.pageStarts[i2];
      const end2 = i2 + 1 < pages.pageStarts.length ? pages.pageStarts[i2 + 1] : groupRows2;
      const nullCount = pages.nullCounts?.[i2];
      const matchingNulls = nullCanMatch && (nullCount === void 0 || nullCount > 0);
      const skip = !pages.nullPages[i2] && !matchingNulls && canSkipStats(condition, pages.minValues[i2], pages.maxValues[i2], strict, pages.element);
      if (!skip) {
        const last2 = keep[keep.length - 1];
        if (last2 && last2[1] === start) last2[1] = end2;
        else keep.push([start, end2]);
      }
    }
    result2 = intersectRanges(result2, keep);
  }
  return result2;
}
function intersectRanges(a, b) {
  if (!a) return b;
  if (!b) return a;
  const out = [];
  let i2 = 0;
  let j = 0;
  while (i2 < a.length && j < b.length) {
    const start = Math.max(a[i2][0], b[j][0]);
    const end2 = Math.min(a[i2][1], b[j][1]);
    if (start < end2) out.push([start, end2]);
    if (a[i2][1] < b[j][1]) i2++;
    else j++;
  }
  return out;
}
function unionRanges(a, b) {
  const out = [];
  let i2 = 0;
  let j = 0;
  while (i2 < a.length || j < b.length) {
    const next = j >= b.length || i2 < a.length && a[i2][0] <= b[j][0] ? a[i2++] : b[j++];
    const last2 = out[out.length - 1];
    if (last2 && next[0] <= last2[1]) last2[1] = Math.max(last2[1], next[1]);
    else out.push([next[0], next[1]]);
  }
  return out;
}
function resolve(record, path) {
  let value2 = record;
  for (const part2 of path.split(".")) {
    value2 = value2?.[part2];
  }
  return value2;
}

// node_modules/hyparquet/src/plan.js
var runLimit = 1 << 21;
var columnGapLimit = 1 << 13;
function parquetPlan(options2) {
  const { metadata, rowStart = 0, columns: columns2, useOffsetIndex = false } = options2;
  if (!metadata) throw new Error("parquetPlan requires metadata");
  const groups = [];
  const fetches = [];
  const indexes = [];
  const scanPlan = parquetPlanGroups(options2);
  for (const group of scanPlan.groups) {
    const groupPlan = parquetPlanGroup({ ...group, columns: columns2, useOffsetIndex });
    groups.push(...groupPlan.groups);
    fetches.push(...groupPlan.fetches);
    indexes.push(...groupPlan.indexes);
  }
  fetches.push(...indexes);
  return { metadata, rowStart, rowEnd: scanPlan.rowEnd, columns: columns2, fetches, groups };
}
function parquetPlanGroups({ metadata, rowStart = 0, rowEnd = Infinity, columns: columns2, filter, filterStrict = true, bloomFiltersByGroup, schemaElements, pageRangesByGroup, pageLocationsByGroup }) {
  if (!metadata) throw new Error("parquetPlan requires metadata");
  const schemaTree2 = parquetSchema(metadata);
  const physicalColumns = getPhysicalColumns(schemaTree2);
  const elementsByPath = filter ? {
    ...physicalSchemaElements(schemaTree2),
    ...schemaElements
  } : schemaElements;
  const groups = [];
  let groupStart = 0;
  for (let groupIndex = 0; groupIndex < metadata.row_groups.length; groupIndex++) {
    const rowGroup = metadata.row_groups[groupIndex];
    const groupRows2 = Number(rowGroup.num_rows);
    const groupEnd = groupStart + groupRows2;
    if (groupRows2 > 0 && groupEnd > rowStart && groupStart < rowEnd && !canSkipRowGroup({
      rowGroup,
      physicalColumns,
      filter,
      strict: filterStrict,
      bloomFilters: bloomFiltersByGroup?.[groupIndex],
      schemaElements: elementsByPath
    })) {
      const selectStart = Math.max(rowStart - groupStart, 0);
      const selectEnd = Math.min(rowEnd - groupStart, groupRows2);
      const pageRanges = pageRangesByGroup?.[groupIndex];
      const pageLocations = pageLocationsByGroup?.[groupIndex];
      let ranges2 = pageRanges ? pageRanges.map(([start, end2]) => {
        const range2 = [Math.max(start, selectStart), Math.min(end2, selectEnd)];
        return range2;
      }).filter(([start, end2]) => start < end2) : [[selectStart, selectEnd]];
      if (ranges2.length > 1) {
        const canSplit = rowGroup.columns.every((chunk) => {
          const columnName = chunk.meta_data?.path_in_schema[0];
          const columnPath = chunk.meta_data?.path_in_schema.join(".");
          if (columns2 && columnName && !columns2.includes(columnName)) return true;
          return !!(chunk.offset_index_offset && chunk.offset_index_length) || !!(columnPath && pageLocations?.[columnPath]);
        });
        ranges2 = canSplit ? coalesceOverlappingPageRanges(ranges2, rowGroup, columns2, pageLocations) : [[ranges2[0][0], ranges2[ranges2.length - 1][1]]];
      }
      if (ranges2.length) {
        groups.push({ rowGroup, groupIndex, groupStart, groupRows: groupRows2, ranges: ranges2, pageRanges, pageLocations });
      }
    }
    groupStart = groupEnd;
  }
  return { groups, rowEnd: isFinite(rowEnd) ? rowEnd : groupStart };
}
function parquetPlanGroup({ rowGroup, groupStart, groupRows: groupRows2, ranges: ranges2, columns: columns2, useOffsetIndex = false, pageRanges, pageLocations }) {
  const chunks = [];
  const fetches = [];
  const indexes = [];
  const narrowed = ranges2.length > 1 || ranges2[0][0] > 0 || ranges2[0][1] < groupRows2;
  for (const chunk of rowGroup.columns) {
    const meta = chunk.meta_data;
    if (chunk.file_path) throw new Error("parquet file_path not supported");
    if (!meta) throw new Error("parquet column metadata is undefined");
    if (columns2 && !columns2.includes(meta.path_in_schema[0])) continue;
    const columnOffset = meta.dictionary_page_offset || meta.data_page_offset;
    const startByte = Number(columnOffset);
    const endByte = Number(columnOffset + meta.total_compressed_size);
    const chunkPageLocations = pageLocations?.[meta.path_in_schema.join(".")];
    if (chunkPageLocations && narrowed) {
      chunks.push({ columnMetadata: meta, pageLocations: chunkPageLocations, range: { startByte, endByte } });
    } else if ((useOffsetIndex || pageRanges) && chunk.offset_index_offset && chunk.offset_index_length && narrowed) {
      const startByte2 = Number(chunk.offset_index_offset);
      chunks.push({
        columnMetadata: meta,
        offsetIndex: { startByte: startByte2, endByte: startByte2 + chunk.offset_index_length },
        range: { startByte: Number(columnOffset), endByte }
      });
    } else {
      chunks.push({ columnMetadata: meta, range: { startByte, endByte } });
    }
  }
  const columnRanges = [];
  let run2;
  for (const chunk of chunks) {
    if ("pageLocations" in chunk) continue;
    if ("offsetIndex" in chunk) {
      indexes.push(chunk.offsetIndex);
    } else if (columns2) {
      columnRanges.push(chunk.range);
    } else if (run2 && chunk.range.endByte - run2.startByte <= runLimit) {
      run2.endByte = chunk.range.endByte;
    } else {
      if (run2) fetches.push(run2);
      run2 = { ...chunk.range };
    }
  }
  if (run2) fetches.push(run2);
  fetches.push(...coalesceByteRanges(columnRanges, columnGapLimit, runLimit));
  const groups = ranges2.map(([selectStart, selectEnd]) => ({
    chunks,
    rowGroup,
    groupStart,
    groupRows: groupRows2,
    selectStart,
    selectEnd
  }));
  return { groups, fetches, indexes };
}
function coalesceOverlappingPageRanges(ranges2, rowGroup, columns2, pageLocations) {
  const selectedPageLayouts = rowGroup.columns.filter((chunk) => !columns2 || columns2.includes(chunk.meta_data?.path_in_schema[0] || "")).map((chunk) => pageLocations?.[chunk.meta_data?.path_in_schema.join(".") || ""]);
  const merged = [];
  for (const range2 of ranges2) {
    const last2 = merged[merged.length - 1];
    const overlapsPage = last2 && selectedPageLayouts.some((pages) => {
      if (!pages) return true;
      const lastPages = pagesForRange(last2, pages, Number(rowGroup.num_rows));
      const rangePages = pagesForRange(range2, pages, Number(rowGroup.num_rows));
      return lastPages[0] <= rangePages[1] && rangePages[0] <= lastPages[1];
    });
    if (last2 && overlapsPage) last2[1] = range2[1];
    else merged.push([...range2]);
  }
  return merged;
}
function pagesForRange([rangeStart, rangeEnd], pages, groupRows2) {
  let first = Infinity;
  let last2 = -Infinity;
  for (let i2 = 0; i2 < pages.length; i2++) {
    const pageStart = Number(pages[i2].first_row_index);
    const pageEnd = i2 + 1 < pages.length ? Number(pages[i2 + 1].first_row_index) : groupRows2;
    if (pageEnd > rangeStart && pageStart < rangeEnd) {
      first = Math.min(first, i2);
      last2 = i2;
    }
  }
  return [first, last2];
}
async function prefetchBloomFilters({ file, metadata, filter, filterStrict = true }) {
  const result2 = metadata.row_groups.map(() => (
    /** @type {Record<string, BloomFilter>} */
    {}
  ));
  const eligibleCols = bloomEligibleColumns(filter);
  if (eligibleCols.size === 0) return result2;
  const physicalColumns = getPhysicalColumns(parquetSchema(metadata));
  const tasks = [];
  metadata.row_groups.forEach((rowGroup, rgIdx) => {
    if (canSkipRowGroup({ rowGroup, physicalColumns, filter, strict: filterStrict })) return;
    for (const colName of eligibleCols) {
      const columnIdx = physicalColumns.indexOf(colName);
      if (columnIdx === -1) continue;
      const meta = rowGroup.columns[columnIdx]?.meta_data;
      if (!meta?.bloom_filter_offset || !meta.bloom_filter_length) continue;
      const start = Number(meta.bloom_filter_offset);
      const end2 = start + meta.bloom_filter_length;
      tasks.push((async () => {
        const buffer = await file.slice(start, end2);
        const bloom = readBloomFilter({ view: new DataView(buffer), offset: 0 });
        if (bloom) result2[rgIdx][colName] = bloom;
      })());
    }
  });
  if (tasks.length) await Promise.all(tasks);
  return result2;
}
async function prefetchPageIndexes({ file, metadata, filter, filterStrict = true, rowStart = 0, rowEnd = Infinity, columns: columns2, bloomFiltersByGroup, schemaElements, parsers }) {
  const pageRangesByGroup = metadata.row_groups.map(() => void 0);
  const pageLocationsByGroup = metadata.row_groups.map(() => (
    /** @type {Record<string, PageLocation[]>} */
    {}
  ));
  if (filter && "$nor" in filter && Array.isArray(filter.$nor)) {
    return { pageRangesByGroup, pageLocationsByGroup };
  }
  const filterColumns = pathsNeededForFilter(filter);
  if (!filterColumns.length) return { pageRangesByGroup, pageLocationsByGroup };
  const schemaTree2 = parquetSchema(metadata);
  const physicalColumns = getPhysicalColumns(schemaTree2);
  const elementsByPath = {
    ...physicalSchemaElements(schemaTree2),
    ...schemaElements
  };
  const indexRanges = [];
  const indexTasks = [];
  const candidateGroups = [];
  let groupStart = 0;
  metadata.row_groups.forEach((rowGroup, rgIdx) => {
    const groupRows2 = Number(rowGroup.num_rows);
    const groupEnd = groupStart + groupRows2;
    const overlaps = groupRows2 > 0 && groupEnd > rowStart && groupStart < rowEnd;
    groupStart = groupEnd;
    if (!overlaps) return;
    if (canSkipRowGroup({ rowGroup, physicalColumns, filter, strict: filterStrict, bloomFilters: bloomFiltersByGroup?.[rgIdx], schemaElements: elementsByPath })) return;
    const columnPages = {};
    let columnTaskCount = 0;
    const scheduledOffsetPaths = /* @__PURE__ */ new Set();
    let hasFilterIndex = false;
    for (const columnName of filterColumns) {
      const columnIdx = physicalColumns.indexOf(columnName);
      if (columnIdx === -1) continue;
      const chunk = rowGroup.columns[columnIdx];
      const meta = chunk?.meta_data;
      if (!meta) continue;
      if (!chunk.column_index_offset || !chunk.column_index_length) continue;
      if (!chunk.offset_index_offset || !chunk.offset_index_length) continue;
      const element2 = elementsByPath[columnName];
      if (!element2) continue;
      hasFilterIndex = true;
      scheduledOffsetPaths.add(columnName);
      const columnIndexStart = Number(chunk.column_index_offset);
      const offsetIndexStart = Number(chunk.offset_index_offset);
      const columnIndexEnd = columnIndexStart + chunk.column_index_length;
      const offsetIndexEnd = offsetIndexStart + chunk.offset_index_length;
      indexRanges.push(
        { startByte: columnIndexStart, endByte: columnIndexEnd },
        { startByte: offsetIndexStart, endByte: offsetIndexEnd }
      );
      columnTaskCount++;
      indexTasks.push(async (prefetchedFile) => {
        const [columnIndexBuffer, offsetIndexBuffer] = await Promise.all([
          prefetchedFile.slice(columnIndexStart, columnIndexEnd),
          prefetchedFile.slice(offsetIndexStart, offsetIndexEnd)
        ]);
        const columnIndex = readColumnIndex({ view: new DataView(columnIndexBuffer), offset: 0 }, element2, parsers);
        const offsetIndex = readOffsetIndex({ view: new DataView(offsetIndexBuffer), offset: 0 });
        pageLocationsByGroup[rgIdx][columnName] = offsetIndex.page_locations;
        columnPages[columnName] = {
          minValues: columnIndex.min_values,
          maxValues: columnIndex.max_values,
          nullPages: columnIndex.null_pages,
          nullCounts: columnIndex.null_counts,
          pageStarts: offsetIndex.page_locations.map((page) => Number(page.first_row_index)),
          element: element2
        };
      });
    }
    if (hasFilterIndex) {
      for (const chunk of rowGroup.columns) {
        const meta = chunk.meta_data;
        if (!meta) continue;
        const columnName = meta.path_in_schema[0];
        const columnPath = meta.path_in_schema.join(".");
        if (columns2 && !columns2.includes(columnName)) continue;
        if (scheduledOffsetPaths.has(columnPath)) continue;
        if (!chunk.offset_index_offset || !chunk.offset_index_length) continue;
        scheduledOffsetPaths.add(columnPath);
        const offsetIndexStart = Number(chunk.offset_index_offset);
        const offsetIndexEnd = offsetIndexStart + chunk.offset_index_length;
        indexRanges.push({ startByte: offsetIndexStart, endByte: offsetIndexEnd });
        columnTaskCount++;
        indexTasks.push(async (prefetchedFile) => {
          const offsetIndexBuffer = await prefetchedFile.slice(offsetIndexStart, offsetIndexEnd);
          const offsetIndex = readOffsetIndex({ view: new DataView(offsetIndexBuffer), offset: 0 });
          pageLocationsByGroup[rgIdx][columnPath] = offsetIndex.page_locations;
        });
      }
    }
    if (columnTaskCount) {
      candidateGroups.push({ rgIdx, groupRows: groupRows2, columnPages });
    }
  });
  if (indexTasks.length) {
    const prefetchedFile = prefetchAsyncBuffer(file, { fetches: coalesceByteRanges(indexRanges) });
    await Promise.all(indexTasks.map((task) => task(prefetchedFile)));
    for (const { rgIdx, groupRows: groupRows2, columnPages } of candidateGroups) {
      pageRangesByGroup[rgIdx] = filterPageRanges(filter, columnPages, groupRows2, filterStrict);
    }
  }
  return { pageRangesByGroup, pageLocationsByGroup };
}
function coalesceByteRanges(ranges2, maxGap = 0, maxSize = Infinity) {
  const sorted = ranges2.map((range2) => ({ ...range2 })).sort((a, b) => a.startByte - b.startByte || a.endByte - b.endByte);
  const merged = [];
  for (const range2 of sorted) {
    const last2 = merged[merged.length - 1];
    if (last2 && range2.startByte <= last2.endByte + maxGap && Math.max(last2.endByte, range2.endByte) - last2.startByte <= maxSize) {
      last2.endByte = Math.max(last2.endByte, range2.endByte);
    } else {
      merged.push(range2);
    }
  }
  return merged;
}
function physicalSchemaElements(schemaTree2) {
  const elements = {};
  function traverse(node) {
    if (node.children.length) {
      for (const child of node.children) traverse(child);
    } else {
      elements[node.path.join(".")] = node.element;
    }
  }
  traverse(schemaTree2);
  return elements;
}
function prefetchAsyncBuffer(file, { fetches }) {
  const promises = fetches.map(({ startByte, endByte }) => file.slice(startByte, endByte));
  return {
    byteLength: file.byteLength,
    slice(start, end2 = file.byteLength) {
      const index = fetches.findIndex(({ startByte, endByte }) => startByte <= start && end2 <= endByte);
      if (index < 0) {
        return file.slice(start, end2);
      }
      if (fetches[index].startByte !== start || fetches[index].endByte !== end2) {
        const startOffset = start - fetches[index].startByte;
        const endOffset = end2 - fetches[index].startByte;
        if (promises[index] instanceof Promise) {
          return promises[index].then((buffer) => buffer.slice(startOffset, endOffset));
        } else {
          return promises[index].slice(startOffset, endOffset);
        }
      } else {
        return promises[index];
      }
    }
  };
}

// node_modules/hyparquet/src/variant.js
var decoder3 = new TextDecoder();
var metadataCache = /* @__PURE__ */ new WeakMap();
function decodeVariantColumn(value2, parsers = DEFAULT_PARSERS) {
  if (Array.isArray(value2)) {
    return value2.map((entry) => decodeVariantColumn(entry, parsers));
  }
  if (typeof value2 !== "object") return value2;
  if ("metadata" in value2) {
    const metadata = parseVariantMetadata(value2.metadata);
    const shreddedFields = value2.typed_value && decodeTypedValue(value2.typed_value, metadata, parsers);
    const binaryValue = value2.value && readVariant(makeReader(value2.value), metadata, parsers);
    if (shreddedFields && binaryValue) {
      return { ...binaryValue, ...shreddedFields };
    }
    return shreddedFields ?? binaryValue;
  }
  return value2;
}
function decodeTypedValue(typedValue, metadata, parsers) {
  if (typedValue instanceof Date) return typedValue;
  if (typedValue && typeof typedValue === "object" && !Array.isArray(typedValue) && !(typedValue instanceof Uint8Array)) {
    if ("typed_value" in typedValue && typedValue.typed_value !== null && typedValue.typed_value !== void 0) {
      return decodeTypedValue(typedValue.typed_value, metadata, parsers);
    }
    if ("value" in typedValue && typedValue.value instanceof Uint8Array) {
      return readVariant(makeReader(typedValue.value), metadata, parsers);
    }
    if ("typed_value" in typedValue || "value" in typedValue) {
      return null;
    }
    const result2 = {};
    for (const [key, field2] of Object.entries(typedValue)) {
      if (!metadata.dictionary.includes(key)) continue;
      result2[key] = decodeTypedValue(field2, metadata, parsers);
    }
    return result2;
  }
  if (typedValue instanceof Uint8Array) {
    return readVariant(makeReader(typedValue), metadata, parsers);
  }
  if (Array.isArray(typedValue)) {
    return typedValue.map((element2) => decodeTypedValue(element2, metadata, parsers));
  }
  return typedValue;
}
function makeReader(bytes) {
  return { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
}
function parseVariantMetadata(bytes) {
  let bufferCache = metadataCache.get(bytes.buffer);
  if (!bufferCache) {
    bufferCache = /* @__PURE__ */ new Map();
    metadataCache.set(bytes.buffer, bufferCache);
  }
  const key = `${bytes.byteOffset}:${bytes.byteLength}`;
  const cached = bufferCache.get(key);
  if (cached) return cached;
  const reader = makeReader(bytes);
  const header = reader.view.getUint8(reader.offset++);
  const version = header & 15;
  if (version !== 1) throw new Error(`parquet unsupported variant metadata version: ${version}`);
  const sorted = (header >> 4 & 1) === 1;
  const offsetSize = (header >> 6 & 3) + 1;
  const dictionarySize = readUnsigned(reader, offsetSize);
  const offsets = new Array(dictionarySize + 1);
  for (let i2 = 0; i2 < offsets.length; i2++) {
    offsets[i2] = readUnsigned(reader, offsetSize);
  }
  const base = reader.offset;
  const dictionary = new Array(dictionarySize);
  for (let i2 = 0; i2 < dictionarySize; i2++) {
    const start = offsets[i2];
    const end2 = offsets[i2 + 1];
    const strBytes = new Uint8Array(bytes.buffer, bytes.byteOffset + base + start, end2 - start);
    dictionary[i2] = decoder3.decode(strBytes);
  }
  const metadata = { dictionary, sorted };
  bufferCache.set(key, metadata);
  return metadata;
}
function readUnsigned(reader, byteWidth3) {
  let value2 = 0;
  for (let i2 = 0; i2 < byteWidth3; i2++) {
    value2 |= reader.view.getUint8(reader.offset + i2) << i2 * 8;
  }
  reader.offset += byteWidth3;
  return value2;
}
function readVariant(reader, metadata, parsers) {
  const typeByte = reader.view.getUint8(reader.offset++);
  const basicType = typeByte & 3;
  const header = typeByte >> 2;
  if (basicType === 0) return readVariantPrimitive(reader, header, parsers);
  if (basicType === 2) return readVariantObject(reader, header, metadata, parsers);
  if (basicType === 3) return readVariantArray(reader, header, metadata, parsers);
  const bytes = new Uint8Array(reader.view.buffer, reader.view.byteOffset + reader.offset, header);
  reader.offset += header;
  return decoder3.decode(bytes);
}
function readVariantPrimitive(reader, typeId, parsers) {
  switch (typeId) {
    case 0:
      return null;
    case 1:
      return true;
    case 2:
      return false;
    case 3: {
      const value2 = reader.view.getInt8(reader.offset);
      reader.offset += 1;
      return value2;
    }
    case 4: {
      const value2 = reader.view.getInt16(reader.offset, true);
      reader.offset += 2;
      return value2;
    }
    case 5: {
      const value2 = reader.view.getInt32(reader.offset, true);
      reader.offset += 4;
      return value2;
    }
    case 6: {
      const value2 = reader.view.getBigInt64(reader.offset, true);
      reader.offset += 8;
      return value2;
    }
    case 7: {
      const value2 = reader.view.getFloat64(reader.offset, true);
      reader.offset += 8;
      return value2;
    }
    case 8:
      return readVariantDecimal(reader, 4);
    case 9:
      return readVariantDecimal(reader, 8);
    case 10:
      return readVariantDecimal(reader, 16);
    case 11: {
      const value2 = reader.view.getInt32(reader.offset, true);
      reader.offset += 4;
      return parsers.dateFromDays(value2);
    }
    case 12:
    // timestamp_micros (utc)
    case 13: {
      const value2 = reader.view.getBigInt64(reader.offset, true);
      reader.offset += 8;
      return parsers.timestampFromMicroseconds(value2);
    }
    case 14: {
      const value2 = reader.view.getFloat32(reader.offset, true);
      reader.offset += 4;
      return value2;
    }
    case 15:
      return readVariantBinary(reader);
    case 16: {
      const bytes = readVariantBinary(reader);
      return decoder3.decode(bytes);
    }
    case 17: {
      const value2 = reader.view.getBigInt64(reader.offset, true);
      reader.offset += 8;
      return value2;
    }
    case 18:
    // timestamp_nanos (utc)
    case 19: {
      const value2 = reader.view.getBigInt64(reader.offset, true);
      reader.offset += 8;
      return parsers.timestampFromNanoseconds(value2);
    }
    case 20: {
      const bytes = new Uint8Array(reader.view.buffer, reader.view.byteOffset + reader.offset, 16);
      reader.offset += 16;
      const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    }
    default:
      throw new Error(`parquet unsupported variant primitive type: ${typeId}`);
  }
}
function readVariantObject(reader, header, metadata, parsers) {
  const offsetWidth = (header & 3) + 1;
  const idWidth = (header >> 2 & 3) + 1;
  const isLarge = header >> 4 & 1;
  const numElements = isLarge ? readUnsigned(reader, 4) : reader.view.getUint8(reader.offset++);
  const fieldIds = new Array(numElements);
  for (let i2 = 0; i2 < numElements; i2++) {
    fieldIds[i2] = readUnsigned(reader, idWidth);
  }
  const offsets = new Array(numElements + 1);
  for (let i2 = 0; i2 < offsets.length; i2++) {
    offsets[i2] = readUnsigned(reader, offsetWidth);
  }
  const out = {};
  for (let i2 = 0; i2 < numElements; i2++) {
    const key = metadata.dictionary[fieldIds[i2]];
    const valueReader = {
      view: reader.view,
      offset: reader.offset + offsets[i2]
    };
    out[key] = readVariant(valueReader, metadata, parsers);
  }
  reader.offset += offsets[offsets.length - 1];
  return out;
}
function readVariantArray(reader, header, metadata, parsers) {
  const fieldOffsetSize = header & 3;
  const isLarge = header >> 2 & 1;
  const offsetWidth = fieldOffsetSize + 1;
  const numElements = readUnsigned(reader, isLarge ? 4 : 1);
  const offsets = new Array(numElements + 1);
  for (let i2 = 0; i2 < offsets.length; i2++) {
    offsets[i2] = readUnsigned(reader, offsetWidth);
  }
  const valuesStart = reader.offset;
  const result2 = new Array(numElements);
  for (let i2 = 0; i2 < numElements; i2++) {
    const valueReader = {
      view: reader.view,
      offset: valuesStart + offsets[i2]
    };
    result2[i2] = readVariant(valueReader, metadata, parsers);
  }
  reader.offset = valuesStart + offsets[offsets.length - 1];
  return result2;
}
function readVariantDecimal(reader, width) {
  const scale = reader.view.getUint8(reader.offset);
  reader.offset += 1;
  let unscaled;
  if (width === 4) {
    unscaled = BigInt(reader.view.getInt32(reader.offset, true));
    reader.offset += 4;
  } else if (width === 8) {
    unscaled = reader.view.getBigInt64(reader.offset, true);
    reader.offset += 8;
  } else {
    const low = reader.view.getBigUint64(reader.offset, true);
    const high = reader.view.getBigInt64(reader.offset + 8, true);
    unscaled = high << 64n | low;
    reader.offset += 16;
  }
  return Number(unscaled) * 10 ** -scale;
}
function readVariantBinary(reader) {
  const length2 = reader.view.getUint32(reader.offset, true);
  reader.offset += 4;
  const bytes = new Uint8Array(reader.view.buffer, reader.view.byteOffset + reader.offset, length2);
  reader.offset += length2;
  return bytes;
}

// node_modules/hyparquet/src/assemble.js
function assembleLists(output, definitionLevels, repetitionLevels, values, schemaPath) {
  const maxDefinitionLevel = getMaxDefinitionLevel(schemaPath);
  if (!definitionLevels?.length && !repetitionLevels.length) {
    if (!maxDefinitionLevel || !values.length) return values;
    definitionLevels = new Array(values.length).fill(maxDefinitionLevel);
  }
  const n = definitionLevels?.length || repetitionLevels.length;
  const repetitionPath = schemaPath.map(({ element: element2 }) => element2.repetition_type);
  let valueIndex = 0;
  const containerStack = [output];
  let currentContainer = output;
  let currentDepth = 0;
  let currentDefLevel = 0;
  let currentRepLevel = 0;
  if (repetitionLevels[0]) {
    while (currentDepth < repetitionPath.length - 2 && currentRepLevel < repetitionLevels[0]) {
      currentDepth++;
      if (repetitionPath[currentDepth] !== "REQUIRED") {
        currentContainer = currentContainer.at(-1);
        containerStack.push(currentContainer);
        currentDefLevel++;
      }
      if (repetitionPath[currentDepth] === "REPEATED") currentRepLevel++;
    }
  }
  for (let i2 = 0; i2 < n; i2++) {
    const def = definitionLevels?.length ? definitionLevels[i2] : maxDefinitionLevel;
    const rep = repetitionLevels[i2];
    while (currentDepth && (rep < currentRepLevel || repetitionPath[currentDepth] !== "REPEATED")) {
      if (repetitionPath[currentDepth] !== "REQUIRED") {
        containerStack.pop();
        currentDefLevel--;
      }
      if (repetitionPath[currentDepth] === "REPEATED") currentRepLevel--;
      currentDepth--;
    }
    currentContainer = containerStack.at(-1);
    while ((currentDepth < repetitionPath.length - 2 || repetitionPath[currentDepth + 1] === "REPEATED") && (currentDefLevel < def || repetitionPath[currentDepth + 1] === "REQUIRED")) {
      currentDepth++;
      if (repetitionPath[currentDepth] !== "REQUIRED") {
        const newList = [];
        currentContainer.push(newList);
        currentContainer = newList;
        containerStack.push(newList);
        currentDefLevel++;
      }
      if (repetitionPath[currentDepth] === "REPEATED") currentRepLevel++;
    }
    if (def === maxDefinitionLevel) {
      currentContainer.push(values[valueIndex++]);
    } else if (currentDepth === repetitionPath.length - 2) {
      currentContainer.push(null);
    } else {
      currentContainer.push([]);
    }
  }
  if (!output.length) {
    for (let i2 = 0; i2 < maxDefinitionLevel; i2++) {
      const newList = [];
      currentContainer.push(newList);
      currentContainer = newList;
    }
  }
  return output;
}
function assembleNested(subcolumnData, schema, parsers, depth = 0) {
  const path = schema.path.join(".");
  const optional3 = schema.element.repetition_type === "OPTIONAL";
  const nextDepth = optional3 ? depth + 1 : depth;
  if (isListLike(schema)) {
    let sublist = schema.children[0];
    let subDepth = nextDepth;
    if (sublist.children.length === 1) {
      sublist = sublist.children[0];
      subDepth++;
    }
    assembleNested(subcolumnData, sublist, parsers, subDepth);
    const subcolumn = sublist.path.join(".");
    const values = subcolumnData.get(subcolumn);
    if (!values) throw new Error("parquet list column missing values");
    if (optional3) flattenAtDepth(values, depth);
    subcolumnData.set(path, values);
    subcolumnData.delete(subcolumn);
    return;
  }
  if (isMapLike(schema)) {
    const mapName = schema.children[0].element.name;
    assembleNested(subcolumnData, schema.children[0].children[0], parsers, nextDepth + 1);
    assembleNested(subcolumnData, schema.children[0].children[1], parsers, nextDepth + 1);
    const keys = subcolumnData.get(`${path}.${mapName}.key`);
    const values = subcolumnData.get(`${path}.${mapName}.value`);
    if (!keys) throw new Error("parquet map column missing keys");
    if (!values) throw new Error("parquet map column missing values");
    if (keys.length !== values.length) {
      throw new Error("parquet map column key/value length mismatch");
    }
    const out = assembleMaps(keys, values, nextDepth);
    if (optional3) flattenAtDepth(out, depth);
    subcolumnData.delete(`${path}.${mapName}.key`);
    subcolumnData.delete(`${path}.${mapName}.value`);
    subcolumnData.set(path, out);
    return;
  }
  if (schema.children.length) {
    const invertDepth = schema.element.repetition_type === "REQUIRED" ? depth : depth + 1;
    const struct = {};
    for (const child of schema.children) {
      assembleNested(subcolumnData, child, parsers, invertDepth);
      const childData = subcolumnData.get(child.path.join("."));
      if (!childData) throw new Error("parquet struct missing child data");
      struct[child.element.name] = childData;
    }
    for (const child of schema.children) {
      subcolumnData.delete(child.path.join("."));
    }
    let inverted = invertStruct(struct, invertDepth);
    if (schema.element.logical_type?.type === "VARIANT") {
      inverted = decodeVariantColumn(inverted, parsers);
    }
    if (optional3) flattenAtDepth(inverted, depth);
    subcolumnData.set(path, inverted);
  }
}
function flattenAtDepth(arr, depth) {
  for (let i2 = 0; i2 < arr.length; i2++) {
    if (depth) {
      flattenAtDepth(arr[i2], depth - 1);
    } else {
      arr[i2] = arr[i2][0];
    }
  }
}
function assembleMaps(keys, values, depth) {
  const out = [];
  for (let i2 = 0; i2 < keys.length; i2++) {
    if (depth) {
      out.push(assembleMaps(keys[i2], values[i2], depth - 1));
    } else {
      if (keys[i2]) {
        const obj = {};
        for (let j = 0; j < keys[i2].length; j++) {
          const value2 = values[i2][j];
          obj[keys[i2][j]] = value2 === void 0 ? null : value2;
        }
        out.push(obj);
      } else {
        out.push(void 0);
      }
    }
  }
  return out;
}
function invertStruct(struct, depth) {
  const keys = Object.keys(struct);
  const length2 = struct[keys[0]]?.length;
  const out = [];
  for (let i2 = 0; i2 < length2; i2++) {
    const obj = {};
    for (const key of keys) {
      if (struct[key].length !== length2) throw new Error("parquet struct parsing error");
      obj[key] = struct[key][i2];
    }
    if (depth) {
      out.push(invertStruct(obj, depth - 1));
    } else {
      out.push(obj);
    }
  }
  return out;
}

// node_modules/hyparquet/src/delta.js
function deltaBinaryUnpack(reader, count3, output) {
  if (output instanceof Int32Array) {
    deltaBinaryUnpackInt32(reader, count3, output);
    return;
  }
  const blockSize = readVarInt(reader);
  const miniblockPerBlock = readVarInt(reader);
  readVarInt(reader);
  let value2 = readZigZagBigInt(reader);
  let outputIndex = 0;
  output[outputIndex++] = value2;
  const valuesPerMiniblock = blockSize / miniblockPerBlock;
  while (outputIndex < count3) {
    const minDelta = readZigZagBigInt(reader);
    const bitWidths = new Uint8Array(miniblockPerBlock);
    for (let i2 = 0; i2 < miniblockPerBlock; i2++) {
      bitWidths[i2] = reader.view.getUint8(reader.offset++);
    }
    for (let i2 = 0; i2 < miniblockPerBlock && outputIndex < count3; i2++) {
      const bitWidth3 = bitWidths[i2];
      if (bitWidth3) {
        let bitpackPos = 0;
        let miniblockCount = valuesPerMiniblock;
        const mask = (1n << BigInt(bitWidth3)) - 1n;
        while (miniblockCount && outputIndex < count3) {
          let bits2 = BigInt(reader.view.getUint32(reader.offset, true) >>> bitpackPos) & mask;
          bitpackPos += bitWidth3;
          while (bitpackPos >= 32) {
            bitpackPos -= 32;
            reader.offset += 4;
            if (bitpackPos) {
              bits2 |= BigInt(reader.view.getUint32(reader.offset, true)) << BigInt(bitWidth3 - bitpackPos) & mask;
            }
          }
          const delta = minDelta + bits2;
          value2 += delta;
          output[outputIndex++] = value2;
          miniblockCount--;
        }
        if (miniblockCount) {
          reader.offset += Math.ceil((miniblockCount * bitWidth3 + bitpackPos) / 8);
        }
      } else {
        for (let j = 0; j < valuesPerMiniblock && outputIndex < count3; j++) {
          value2 += minDelta;
          output[outputIndex++] = value2;
        }
      }
    }
  }
}
function deltaBinaryUnpackInt32(reader, count3, output) {
  const blockSize = readVarInt(reader);
  const miniblockPerBlock = readVarInt(reader);
  readVarInt(reader);
  let value2 = readZigZag(reader);
  let outputIndex = 0;
  output[outputIndex++] = value2;
  const valuesPerMiniblock = blockSize / miniblockPerBlock;
  const { view } = reader;
  while (outputIndex < count3) {
    const minDelta = readZigZagInt33(reader);
    const bitWidthsOffset = reader.offset;
    let offset = bitWidthsOffset + miniblockPerBlock;
    for (let i2 = 0; i2 < miniblockPerBlock && outputIndex < count3; i2++) {
      const bitWidth3 = view.getUint8(bitWidthsOffset + i2);
      const end2 = offset + valuesPerMiniblock * bitWidth3 / 8;
      let bitOffset = 0;
      for (let j = 0; j < valuesPerMiniblock && outputIndex < count3; j++) {
        let residual = 0;
        let bitsRead = 0;
        while (bitsRead < bitWidth3) {
          const bitsToRead = Math.min(8 - bitOffset, bitWidth3 - bitsRead);
          if (bitsRead < 32) {
            residual |= (view.getUint8(offset) >>> bitOffset & (1 << bitsToRead) - 1) << bitsRead;
          }
          bitsRead += bitsToRead;
          bitOffset += bitsToRead;
          if (bitOffset === 8) {
            bitOffset = 0;
            offset++;
          }
        }
        value2 = value2 + minDelta + residual | 0;
        output[outputIndex++] = value2;
      }
      offset = end2;
    }
    reader.offset = offset;
  }
}
function readZigZagInt33(reader) {
  const start = reader.offset;
  const low = readVarInt(reader);
  const high = reader.offset - start === 5 ? reader.view.getUint8(start + 4) >>> 4 & 1 : 0;
  return (low >>> 1 | high << 31) ^ -(low & 1);
}
function deltaLengthByteArray(reader, count3, output) {
  const lengths = new Int32Array(count3);
  deltaBinaryUnpack(reader, count3, lengths);
  for (let i2 = 0; i2 < count3; i2++) {
    output[i2] = new Uint8Array(reader.view.buffer, reader.view.byteOffset + reader.offset, lengths[i2]);
    reader.offset += lengths[i2];
  }
}
function deltaByteArray(reader, count3, output) {
  const prefixData = new Int32Array(count3);
  deltaBinaryUnpack(reader, count3, prefixData);
  const suffixData = new Int32Array(count3);
  deltaBinaryUnpack(reader, count3, suffixData);
  for (let i2 = 0; i2 < count3; i2++) {
    const suffix = new Uint8Array(reader.view.buffer, reader.view.byteOffset + reader.offset, suffixData[i2]);
    if (prefixData[i2]) {
      output[i2] = new Uint8Array(prefixData[i2] + suffixData[i2]);
      output[i2].set(output[i2 - 1].subarray(0, prefixData[i2]));
      output[i2].set(suffix, prefixData[i2]);
    } else {
      output[i2] = suffix;
    }
    reader.offset += suffixData[i2];
  }
}

// node_modules/hyparquet/src/encoding.js
function readRleBitPackedHybrid(reader, width, output, length2) {
  if (length2 === void 0) {
    length2 = reader.view.getUint32(reader.offset, true);
    reader.offset += 4;
  }
  const startOffset = reader.offset;
  let seen = 0;
  while (seen < output.length) {
    const header = readVarInt(reader);
    if (header & 1) {
      seen = readBitPacked(reader, header, width, output, seen);
    } else {
      const count3 = header >>> 1;
      readRle(reader, count3, width, output, seen);
      seen += count3;
    }
  }
  reader.offset = startOffset + length2;
}
function readRle(reader, count3, bitWidth3, output, seen) {
  const width = bitWidth3 + 7 >> 3;
  let value2 = 0;
  for (let i2 = 0; i2 < width; i2++) {
    value2 |= reader.view.getUint8(reader.offset++) << (i2 << 3);
  }
  for (let i2 = 0; i2 < count3; i2++) {
    output[seen + i2] = value2;
  }
}
function readBitPacked(reader, header, bitWidth3, output, seen) {
  let count3 = header >> 1 << 3;
  const mask = (1 << bitWidth3) - 1;
  let data = 0;
  if (reader.offset < reader.view.byteLength) {
    data = reader.view.getUint8(reader.offset++);
  } else if (mask) {
    throw new Error(`parquet bitpack offset ${reader.offset} out of range`);
  }
  let left = 8;
  let right = 0;
  while (count3) {
    if (right > 8) {
      right -= 8;
      left -= 8;
      data >>>= 8;
    } else if (left - right < bitWidth3) {
      data |= reader.view.getUint8(reader.offset) << left;
      reader.offset++;
      left += 8;
    } else {
      if (seen < output.length) {
        output[seen++] = data >> right & mask;
      }
      count3--;
      right += bitWidth3;
    }
  }
  return seen;
}
function byteStreamSplit(reader, count3, type, typeLength) {
  const width = byteWidth(type, typeLength);
  const bytes = new Uint8Array(count3 * width);
  for (let b = 0; b < width; b++) {
    for (let i2 = 0; i2 < count3; i2++) {
      bytes[i2 * width + b] = reader.view.getUint8(reader.offset++);
    }
  }
  if (type === "FLOAT") return new Float32Array(bytes.buffer);
  else if (type === "DOUBLE") return new Float64Array(bytes.buffer);
  else if (type === "INT32") return new Int32Array(bytes.buffer);
  else if (type === "INT64") return new BigInt64Array(bytes.buffer);
  else if (type === "FIXED_LEN_BYTE_ARRAY") {
    const split = new Array(count3);
    for (let i2 = 0; i2 < count3; i2++) {
      split[i2] = bytes.subarray(i2 * width, (i2 + 1) * width);
    }
    return split;
  }
  throw new Error(`parquet byte_stream_split unsupported type: ${type}`);
}
function byteWidth(type, typeLength) {
  switch (type) {
    case "INT32":
    case "FLOAT":
      return 4;
    case "INT64":
    case "DOUBLE":
      return 8;
    case "FIXED_LEN_BYTE_ARRAY":
      if (!typeLength) throw new Error("parquet byteWidth missing type_length");
      return typeLength;
    default:
      throw new Error(`parquet unsupported type: ${type}`);
  }
}

// node_modules/hyparquet/src/plain.js
function readPlain(reader, type, count3, fixedLength) {
  if (count3 === 0) return [];
  if (type === "BOOLEAN") {
    return readPlainBoolean(reader, count3);
  } else if (type === "INT32") {
    return readPlainInt32(reader, count3);
  } else if (type === "INT64") {
    return readPlainInt64(reader, count3);
  } else if (type === "INT96") {
    return readPlainInt96(reader, count3);
  } else if (type === "FLOAT") {
    return readPlainFloat(reader, count3);
  } else if (type === "DOUBLE") {
    return readPlainDouble(reader, count3);
  } else if (type === "BYTE_ARRAY") {
    return readPlainByteArray(reader, count3);
  } else if (type === "FIXED_LEN_BYTE_ARRAY") {
    if (!fixedLength) throw new Error("parquet missing fixed length");
    return readPlainByteArrayFixed(reader, count3, fixedLength);
  } else {
    throw new Error(`parquet unhandled type: ${type}`);
  }
}
function readPlainBoolean(reader, count3) {
  const values = new Array(count3);
  for (let i2 = 0; i2 < count3; i2++) {
    const byteOffset = reader.offset + (i2 / 8 | 0);
    const bitOffset = i2 % 8;
    const byte = reader.view.getUint8(byteOffset);
    values[i2] = (byte & 1 << bitOffset) !== 0;
  }
  reader.offset += Math.ceil(count3 / 8);
  return values;
}
function readPlainInt32(reader, count3) {
  const values = (reader.view.byteOffset + reader.offset) % 4 ? new Int32Array(align2(reader.view.buffer, reader.view.byteOffset + reader.offset, count3 * 4)) : new Int32Array(reader.view.buffer, reader.view.byteOffset + reader.offset, count3);
  reader.offset += count3 * 4;
  return values;
}
function readPlainInt64(reader, count3) {
  const values = (reader.view.byteOffset + reader.offset) % 8 ? new BigInt64Array(align2(reader.view.buffer, reader.view.byteOffset + reader.offset, count3 * 8)) : new BigInt64Array(reader.view.buffer, reader.view.byteOffset + reader.offset, count3);
  reader.offset += count3 * 8;
  return values;
}
function readPlainInt96(reader, count3) {
  const values = new Array(count3);
  for (let i2 = 0; i2 < count3; i2++) {
    const low = reader.view.getBigInt64(reader.offset + i2 * 12, true);
    const high = reader.view.getInt32(reader.offset + i2 * 12 + 8, true);
    values[i2] = BigInt(high) << 64n | low;
  }
  reader.offset += count3 * 12;
  return values;
}
function readPlainFloat(reader, count3) {
  const values = (reader.view.byteOffset + reader.offset) % 4 ? new Float32Array(align2(reader.view.buffer, reader.view.byteOffset + reader.offset, count3 * 4)) : new Float32Array(reader.view.buffer, reader.view.byteOffset + reader.offset, count3);
  reader.offset += count3 * 4;
  return values;
}
function readPlainDouble(reader, count3) {
  const values = (reader.view.byteOffset + reader.offset) % 8 ? new Float64Array(align2(reader.view.buffer, reader.view.byteOffset + reader.offset, count3 * 8)) : new Float64Array(reader.view.buffer, reader.view.byteOffset + reader.offset, count3);
  reader.offset += count3 * 8;
  return values;
}
function readPlainByteArray(reader, count3) {
  const values = new Array(count3);
  for (let i2 = 0; i2 < count3; i2++) {
    const length2 = reader.view.getUint32(reader.offset, true);
    reader.offset += 4;
    values[i2] = new Uint8Array(reader.view.buffer, reader.view.byteOffset + reader.offset, length2);
    reader.offset += length2;
  }
  return values;
}
function readPlainByteArrayFixed(reader, count3, fixedLength) {
  const values = new Array(count3);
  for (let i2 = 0; i2 < count3; i2++) {
    values[i2] = new Uint8Array(reader.view.buffer, reader.view.byteOffset + reader.offset, fixedLength);
    reader.offset += fixedLength;
  }
  return values;
}
function align2(buffer, offset, size) {
  const aligned = new ArrayBuffer(size);
  new Uint8Array(aligned).set(new Uint8Array(buffer, offset, size));
  return aligned;
}

// node_modules/hyparquet/src/snappy.js
var WORD_MASK = [0, 255, 65535, 16777215, 4294967295];
function copyBytes(fromArray, fromPos, toArray, toPos, length2) {
  for (let i2 = 0; i2 < length2; i2++) {
    toArray[toPos + i2] = fromArray[fromPos + i2];
  }
}
function snappyUncompress(input, output) {
  const inputLength2 = input.byteLength;
  const outputLength = output.byteLength;
  let pos = 0;
  let outPos = 0;
  while (pos < inputLength2) {
    const c = input[pos];
    pos++;
    if (c < 128) {
      break;
    }
  }
  if (outputLength && pos >= inputLength2) {
    throw new Error("invalid snappy length header");
  }
  while (pos < inputLength2) {
    const c = input[pos];
    let len = 0;
    pos++;
    if (pos >= inputLength2) {
      throw new Error("missing eof marker");
    }
    if ((c & 3) === 0) {
      let len2 = (c >>> 2) + 1;
      if (len2 > 60) {
        if (pos + 3 >= inputLength2) {
          throw new Error("snappy error literal pos + 3 >= inputLength");
        }
        const lengthSize = len2 - 60;
        len2 = input[pos] + (input[pos + 1] << 8) + (input[pos + 2] << 16) + (input[pos + 3] << 24);
        len2 = (len2 & WORD_MASK[lengthSize]) + 1;
        pos += lengthSize;
      }
      if (pos + len2 > inputLength2) {
        throw new Error("snappy error literal exceeds input length");
      }
      copyBytes(input, pos, output, outPos, len2);
      pos += len2;
      outPos += len2;
    } else {
      let offset = 0;
      switch (c & 3) {
        case 1:
          len = (c >>> 2 & 7) + 4;
          offset = input[pos] + (c >>> 5 << 8);
          pos++;
          break;
        case 2:
          if (inputLength2 <= pos + 1) {
            throw new Error("snappy error end of input");
          }
          len = (c >>> 2) + 1;
          offset = input[pos] + (input[pos + 1] << 8);
          pos += 2;
          break;
        case 3:
          if (inputLength2 <= pos + 3) {
            throw new Error("snappy error end of input");
          }
          len = (c >>> 2) + 1;
          offset = input[pos] + (input[pos + 1] << 8) + (input[pos + 2] << 16) + (input[pos + 3] << 24);
          pos += 4;
          break;
        default:
          break;
      }
      if (offset === 0 || isNaN(offset)) {
        throw new Error(`invalid offset ${offset} pos ${pos} inputLength ${inputLength2}`);
      }
      if (offset > outPos) {
        throw new Error("cannot copy from before start of buffer");
      }
      copyBytes(output, outPos - offset, output, outPos, len);
      outPos += len;
    }
  }
  if (outPos !== outputLength) throw new Error("premature end of input");
}

// node_modules/hyparquet/src/datapage.js
function readDataPage(bytes, daph, { type, element: element2, schemaPath }) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const reader = { view, offset: 0 };
  let dataPage;
  const repetitionLevels = readRepetitionLevels(reader, daph, schemaPath);
  const { definitionLevels, numNulls } = readDefinitionLevels(reader, daph, schemaPath);
  const nValues = daph.num_values - numNulls;
  if (daph.encoding === "PLAIN") {
    dataPage = readPlain(reader, type, nValues, element2.type_length);
  } else if (daph.encoding === "PLAIN_DICTIONARY" || daph.encoding === "RLE_DICTIONARY" || daph.encoding === "RLE") {
    const bitWidth3 = type === "BOOLEAN" ? 1 : view.getUint8(reader.offset++);
    if (bitWidth3) {
      dataPage = new Array(nValues);
      if (type === "BOOLEAN") {
        readRleBitPackedHybrid(reader, bitWidth3, dataPage);
        dataPage = dataPage.map((x2) => !!x2);
      } else {
        readRleBitPackedHybrid(reader, bitWidth3, dataPage, view.byteLength - reader.offset);
      }
    } else {
      dataPage = new Uint8Array(nValues);
    }
  } else if (daph.encoding === "BYTE_STREAM_SPLIT") {
    dataPage = byteStreamSplit(reader, nValues, type, element2.type_length);
  } else if (daph.encoding === "DELTA_BINARY_PACKED") {
    const int32 = type === "INT32";
    dataPage = int32 ? new Int32Array(nValues) : new BigInt64Array(nValues);
    deltaBinaryUnpack(reader, nValues, dataPage);
  } else if (daph.encoding === "DELTA_LENGTH_BYTE_ARRAY") {
    dataPage = new Array(nValues);
    deltaLengthByteArray(reader, nValues, dataPage);
  } else if (daph.encoding === "DELTA_BYTE_ARRAY") {
    dataPage = new Array(nValues);
    deltaByteArray(reader, nValues, dataPage);
  } else {
    throw new Error(`parquet unsupported encoding: ${daph.encoding}`);
  }
  return { definitionLevels, repetitionLevels, dataPage };
}
function readRepetitionLevels(reader, daph, schemaPath) {
  if (schemaPath.length > 1) {
    const maxRepetitionLevel = getMaxRepetitionLevel(schemaPath);
    if (maxRepetitionLevel) {
      const values = new Array(daph.num_values);
      readRleBitPackedHybrid(reader, bitWidth(maxRepetitionLevel), values);
      return values;
    }
  }
  return [];
}
function readDefinitionLevels(reader, daph, schemaPath) {
  const maxDefinitionLevel = getMaxDefinitionLevel(schemaPath);
  if (!maxDefinitionLevel) return { definitionLevels: [], numNulls: 0 };
  const definitionLevels = new Array(daph.num_values);
  readRleBitPackedHybrid(reader, bitWidth(maxDefinitionLevel), definitionLevels);
  let numNulls = daph.num_values;
  for (const def of definitionLevels) {
    if (def === maxDefinitionLevel) numNulls--;
  }
  if (numNulls === 0) definitionLevels.length = 0;
  return { definitionLevels, numNulls };
}
function decompressPage(compressedBytes, uncompressed_page_size, codec, compressors) {
  let page;
  const customDecompressor = compressors?.[codec];
  if (codec === "UNCOMPRESSED") {
    page = compressedBytes;
  } else if (customDecompressor) {
    page = customDecompressor(compressedBytes, uncompressed_page_size);
  } else if (codec === "SNAPPY") {
    page = new Uint8Array(uncompressed_page_size);
    snappyUncompress(compressedBytes, page);
  } else {
    throw new Error(`parquet unsupported compression codec: ${codec}`);
  }
  if (page?.length !== uncompressed_page_size) {
    throw new Error(`parquet decompressed page length ${page?.length} does not match header ${uncompressed_page_size}`);
  }
  return page;
}
function readDataPageV2(compressedBytes, ph, columnDecoder) {
  const view = new DataView(compressedBytes.buffer, compressedBytes.byteOffset, compressedBytes.byteLength);
  const reader = { view, offset: 0 };
  const { type, element: element2, schemaPath, codec, compressors } = columnDecoder;
  const daph2 = ph.data_page_header_v2;
  if (!daph2) throw new Error("parquet data page header v2 is undefined");
  const repetitionLevels = readRepetitionLevelsV2(reader, daph2, schemaPath);
  reader.offset = daph2.repetition_levels_byte_length;
  const definitionLevels = readDefinitionLevelsV2(reader, daph2, schemaPath);
  const uncompressedPageSize = ph.uncompressed_page_size - daph2.definition_levels_byte_length - daph2.repetition_levels_byte_length;
  let page = compressedBytes.subarray(reader.offset);
  if (daph2.is_compressed !== false) {
    page = decompressPage(page, uncompressedPageSize, codec, compressors);
  }
  const pageView = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const pageReader = { view: pageView, offset: 0 };
  let dataPage;
  const nValues = daph2.num_values - daph2.num_nulls;
  if (daph2.encoding === "PLAIN") {
    dataPage = readPlain(pageReader, type, nValues, element2.type_length);
  } else if (daph2.encoding === "RLE") {
    dataPage = new Array(nValues);
    readRleBitPackedHybrid(pageReader, 1, dataPage);
    dataPage = dataPage.map((x2) => !!x2);
  } else if (daph2.encoding === "PLAIN_DICTIONARY" || daph2.encoding === "RLE_DICTIONARY") {
    const bitWidth3 = pageView.getUint8(pageReader.offset++);
    dataPage = new Array(nValues);
    readRleBitPackedHybrid(pageReader, bitWidth3, dataPage, uncompressedPageSize - 1);
  } else if (daph2.encoding === "DELTA_BINARY_PACKED") {
    const int32 = type === "INT32";
    dataPage = int32 ? new Int32Array(nValues) : new BigInt64Array(nValues);
    deltaBinaryUnpack(pageReader, nValues, dataPage);
  } else if (daph2.encoding === "DELTA_LENGTH_BYTE_ARRAY") {
    dataPage = new Array(nValues);
    deltaLengthByteArray(pageReader, nValues, dataPage);
  } else if (daph2.encoding === "DELTA_BYTE_ARRAY") {
    dataPage = new Array(nValues);
    deltaByteArray(pageReader, nValues, dataPage);
  } else if (daph2.encoding === "BYTE_STREAM_SPLIT") {
    dataPage = byteStreamSplit(pageReader, nValues, type, element2.type_length);
  } else {
    throw new Error(`parquet unsupported encoding: ${daph2.encoding}`);
  }
  return { definitionLevels, repetitionLevels, dataPage };
}
function readRepetitionLevelsV2(reader, daph2, schemaPath) {
  const maxRepetitionLevel = getMaxRepetitionLevel(schemaPath);
  if (!maxRepetitionLevel) return [];
  const values = new Array(daph2.num_values);
  readRleBitPackedHybrid(reader, bitWidth(maxRepetitionLevel), values, daph2.repetition_levels_byte_length);
  return values;
}
function readDefinitionLevelsV2(reader, daph2, schemaPath) {
  const maxDefinitionLevel = getMaxDefinitionLevel(schemaPath);
  if (maxDefinitionLevel) {
    const values = new Array(daph2.num_values);
    readRleBitPackedHybrid(reader, bitWidth(maxDefinitionLevel), values, daph2.definition_levels_byte_length);
    return values;
  }
}
function bitWidth(value2) {
  return 32 - Math.clz32(value2);
}

// node_modules/hyparquet/src/column.js
function readColumn(reader, { groupStart, selectStart, selectEnd }, columnDecoder, onPage) {
  const { pathInSchema, schemaPath } = columnDecoder;
  const isFlat = isFlatColumn(schemaPath);
  const chunks = [];
  let dictionary = void 0;
  let lastChunk = void 0;
  let rowCount = 0;
  let skipped = 0;
  const emitLastChunk = onPage && (() => {
    lastChunk && onPage({
      pathInSchema,
      columnData: lastChunk,
      rowStart: groupStart + rowCount - lastChunk.length,
      rowEnd: groupStart + rowCount
    });
  });
  while (isFlat ? rowCount < selectEnd : reader.offset < reader.view.byteLength - 1) {
    if (reader.offset >= reader.view.byteLength - 1) break;
    const header = parquetHeader(reader);
    if (header.type === "DICTIONARY_PAGE") {
      const { data } = readPage(reader, header, columnDecoder, dictionary, void 0, 0);
      if (data) dictionary = convert(data, columnDecoder);
    } else {
      const lastChunkLength = lastChunk?.length || 0;
      const result2 = readPage(reader, header, columnDecoder, dictionary, lastChunk, selectStart - rowCount);
      if (result2.skipped) {
        if (!chunks.length) {
          skipped += result2.skipped;
        }
        rowCount += result2.skipped;
      } else if (result2.data && lastChunk === result2.data) {
        rowCount += result2.data.length - lastChunkLength;
      } else if (result2.data && result2.data.length) {
        emitLastChunk?.();
        chunks.push(result2.data);
        rowCount += result2.data.length;
        lastChunk = result2.data;
      }
    }
  }
  emitLastChunk?.();
  return { data: chunks, skipped };
}
function readPage(reader, header, columnDecoder, dictionary, previousChunk, pageStart) {
  const { type, element: element2, schemaPath, codec, compressors } = columnDecoder;
  const compressedBytes = new Uint8Array(
    reader.view.buffer,
    reader.view.byteOffset + reader.offset,
    header.compressed_page_size
  );
  reader.offset += header.compressed_page_size;
  if (header.type === "DATA_PAGE") {
    const daph = header.data_page_header;
    if (!daph) throw new Error("parquet data page header is undefined");
    if (pageStart > daph.num_values && isFlatColumn(schemaPath)) {
      return { skipped: daph.num_values };
    }
    const page = decompressPage(compressedBytes, Number(header.uncompressed_page_size), codec, compressors);
    const { definitionLevels, repetitionLevels, dataPage } = readDataPage(page, daph, columnDecoder);
    const values = convertWithDictionary(dataPage, dictionary, daph.encoding, columnDecoder);
    const output = Array.isArray(previousChunk) ? previousChunk : [];
    const assembled = assembleLists(output, definitionLevels, repetitionLevels, values, schemaPath);
    return { skipped: 0, data: assembled };
  } else if (header.type === "DATA_PAGE_V2") {
    const daph2 = header.data_page_header_v2;
    if (!daph2) throw new Error("parquet data page header v2 is undefined");
    if (pageStart > daph2.num_rows) {
      return { skipped: daph2.num_rows };
    }
    const { definitionLevels, repetitionLevels, dataPage } = readDataPageV2(compressedBytes, header, columnDecoder);
    const values = convertWithDictionary(dataPage, dictionary, daph2.encoding, columnDecoder);
    const output = Array.isArray(previousChunk) ? previousChunk : [];
    const assembled = assembleLists(output, definitionLevels, repetitionLevels, values, schemaPath);
    return { skipped: 0, data: assembled };
  } else if (header.type === "DICTIONARY_PAGE") {
    const diph = header.dictionary_page_header;
    if (!diph) throw new Error("parquet dictionary page header is undefined");
    const page = decompressPage(
      compressedBytes,
      Number(header.uncompressed_page_size),
      codec,
      compressors
    );
    const reader2 = { view: new DataView(page.buffer, page.byteOffset, page.byteLength), offset: 0 };
    const dictArray = readPlain(reader2, type, diph.num_values, element2.type_length);
    return { skipped: 0, data: dictArray };
  } else {
    throw new Error(`parquet unsupported page type: ${header.type}`);
  }
}
function parquetHeader(reader) {
  const header = deserializeTCompactProtocol(reader);
  const type = PageTypes[header.field_1];
  const uncompressed_page_size = header.field_2;
  const compressed_page_size = header.field_3;
  const crc2 = header.field_4;
  const data_page_header = header.field_5 && {
    num_values: header.field_5.field_1,
    encoding: Encodings[header.field_5.field_2],
    definition_level_encoding: Encodings[header.field_5.field_3],
    repetition_level_encoding: Encodings[header.field_5.field_4],
    statistics: pageStatistics(header.field_5.field_5)
  };
  const index_page_header = header.field_6;
  const dictionary_page_header = header.field_7 && {
    num_values: header.field_7.field_1,
    encoding: Encodings[header.field_7.field_2],
    is_sorted: header.field_7.field_3
  };
  const data_page_header_v2 = header.field_8 && {
    num_values: header.field_8.field_1,
    num_nulls: header.field_8.field_2,
    num_rows: header.field_8.field_3,
    encoding: Encodings[header.field_8.field_4],
    definition_levels_byte_length: header.field_8.field_5,
    repetition_levels_byte_length: header.field_8.field_6,
    is_compressed: header.field_8.field_7 === void 0 ? true : header.field_8.field_7,
    // default true
    statistics: pageStatistics(header.field_8.field_8)
  };
  return {
    type,
    uncompressed_page_size,
    compressed_page_size,
    crc: crc2,
    data_page_header,
    index_page_header,
    dictionary_page_header,
    data_page_header_v2
  };
}
function pageStatistics(stats) {
  return stats && {
    max: stats.field_1,
    min: stats.field_2,
    null_count: stats.field_3,
    distinct_count: stats.field_4,
    max_value: stats.field_5,
    min_value: stats.field_6,
    is_max_value_exact: stats.field_7,
    is_min_value_exact: stats.field_8
  };
}

// node_modules/hyparquet/src/rowgroup.js
function readRowGroup(options2, { metadata }, groupPlan) {
  const asyncColumns = [];
  const schemaTree2 = parquetSchema(metadata);
  for (const chunk of groupPlan.chunks) {
    const { path_in_schema: pathInSchema } = chunk.columnMetadata;
    const schemaPath = getTreePath(schemaTree2, pathInSchema);
    const columnDecoder = {
      pathInSchema,
      element: schemaPath[schemaPath.length - 1].element,
      schemaPath,
      ...options2,
      ...chunk.columnMetadata,
      // merge after options, so a partial parsers object keeps the defaults
      parsers: { ...DEFAULT_PARSERS, ...options2.parsers }
    };
    const { startByte, endByte } = chunk.range;
    if ("pageLocations" in chunk) {
      asyncColumns.push({
        pathInSchema,
        data: readSelectedPages(options2, groupPlan, chunk, chunk.pageLocations, columnDecoder)
      });
    } else if ("offsetIndex" in chunk) {
      asyncColumns.push({
        pathInSchema,
        // fetch offset index
        data: Promise.resolve(options2.file.slice(chunk.offsetIndex.startByte, chunk.offsetIndex.endByte)).then((arrayBuffer) => {
          const pages = readOffsetIndex({ view: new DataView(arrayBuffer), offset: 0 }).page_locations;
          return readSelectedPages(options2, groupPlan, chunk, pages, columnDecoder);
        })
      });
    } else {
      asyncColumns.push({
        pathInSchema,
        data: Promise.resolve(options2.file.slice(startByte, endByte)).then((buffer) => {
          const reader = { view: new DataView(buffer), offset: 0 };
          return readColumn(reader, groupPlan, columnDecoder, options2.onPage);
        })
      });
    }
  }
  return {
    groupStart: groupPlan.groupStart,
    groupRows: groupPlan.groupRows,
    selectStart: groupPlan.selectStart,
    selectEnd: groupPlan.selectEnd,
    asyncColumns
  };
}
async function readSelectedPages(options2, groupPlan, chunk, pages, columnDecoder) {
  const { data_page_offset, dictionary_page_offset } = chunk.columnMetadata;
  const { selectStart, selectEnd } = groupPlan;
  let { startByte, endByte } = chunk.range;
  let skipped = -1;
  const hasDict = dictionary_page_offset || data_page_offset < pages[0].offset;
  for (let i2 = 0; i2 < pages.length; i2++) {
    const page = pages[i2];
    const pageStart = Number(page.first_row_index);
    const pageEnd = i2 + 1 < pages.length ? Number(pages[i2 + 1].first_row_index) : groupPlan.groupRows;
    if (skipped < 0 && pageEnd > selectStart) {
      startByte = Number(page.offset);
      skipped = pageStart;
    }
    if (pageStart < selectEnd) {
      endByte = Number(page.offset) + page.compressed_page_size;
    }
  }
  if (skipped < 0) skipped = 0;
  let view;
  if (hasDict && skipped) {
    const dictLength = Number(pages[0].offset) - chunk.range.startByte;
    const [dictBuffer, dataBuffer] = await Promise.all([
      options2.file.slice(chunk.range.startByte, Number(pages[0].offset)),
      options2.file.slice(startByte, endByte)
    ]);
    const combined = new Uint8Array(dictLength + dataBuffer.byteLength);
    combined.set(new Uint8Array(dictBuffer, 0, dictLength));
    combined.set(new Uint8Array(dataBuffer), dictLength);
    view = new DataView(combined.buffer);
  } else if (hasDict) {
    view = new DataView(await options2.file.slice(chunk.range.startByte, endByte));
  } else {
    view = new DataView(await options2.file.slice(startByte, endByte));
  }
  const reader = { view, offset: 0 };
  const adjustedGroupPlan = skipped ? {
    ...groupPlan,
    groupStart: groupPlan.groupStart + skipped,
    selectStart: groupPlan.selectStart - skipped,
    selectEnd: groupPlan.selectEnd - skipped
  } : groupPlan;
  const { data, skipped: columnSkipped } = readColumn(reader, adjustedGroupPlan, columnDecoder, options2.onPage);
  return {
    data,
    skipped: skipped + columnSkipped
  };
}
async function asyncGroupToRows({ asyncColumns }, selectStart, selectEnd, columns2, rowFormat) {
  const asyncPages = await Promise.all(asyncColumns.map(
    (column2) => column2.data.then(({ skipped, data }) => ({ skipped, data: flatten(data) }))
  ));
  const selectCount = selectEnd - selectStart;
  if (rowFormat === "object") {
    const groupData2 = Array(selectCount);
    for (let selectRow = 0; selectRow < selectCount; selectRow++) {
      const rowData = {};
      for (let i2 = 0; i2 < asyncColumns.length; i2++) {
        const { data, skipped } = asyncPages[i2];
        rowData[asyncColumns[i2].pathInSchema[0]] = data[selectStart + selectRow - skipped];
      }
      groupData2[selectRow] = rowData;
    }
    return groupData2;
  }
  const includedColumnNames = asyncColumns.map((child) => child.pathInSchema[0]).filter((name) => !columns2 || columns2.includes(name));
  const columnOrder = columns2 ?? includedColumnNames;
  const columnIndexes = columnOrder.map((name) => asyncColumns.findIndex((column2) => column2.pathInSchema[0] === name));
  const groupData = Array(selectCount);
  for (let selectRow = 0; selectRow < selectCount; selectRow++) {
    const rowData = Array(asyncColumns.length);
    for (let i2 = 0; i2 < columnOrder.length; i2++) {
      const colIdx = columnIndexes[i2];
      if (colIdx < 0) throw new Error(`parquet column not found: ${columnOrder[i2]}`);
      const { data, skipped } = asyncPages[colIdx];
      rowData[i2] = data[selectStart + selectRow - skipped];
    }
    groupData[selectRow] = rowData;
  }
  return groupData;
}
function assembleAsync(asyncRowGroup, schemaTree2, parsers) {
  const { asyncColumns } = asyncRowGroup;
  const allParsers = { ...DEFAULT_PARSERS, ...parsers };
  const assembled = [];
  for (const child of schemaTree2.children) {
    if (child.children.length) {
      const childColumns = asyncColumns.filter((column2) => column2.pathInSchema[0] === child.element.name);
      if (!childColumns.length) continue;
      assembled.push({
        pathInSchema: child.path,
        data: (async () => {
          const resolved = await Promise.all(childColumns.map((c) => c.data));
          const subcolumnData = /* @__PURE__ */ new Map();
          const flattened = resolved.map(({ data }) => flatten(data));
          const skipped = Math.max(asyncRowGroup.selectStart ?? 0, ...resolved.map((result2) => result2.skipped));
          const end2 = Math.min(asyncRowGroup.selectEnd ?? Infinity, ...resolved.map((result2, i2) => result2.skipped + flattened[i2].length));
          for (let i2 = 0; i2 < childColumns.length; i2++) {
            const start = skipped - resolved[i2].skipped;
            const length2 = Math.max(0, end2 - skipped);
            subcolumnData.set(
              childColumns[i2].pathInSchema.join("."),
              flattened[i2].slice(start, start + length2)
            );
          }
          assembleNested(subcolumnData, child, allParsers);
          const assembled2 = subcolumnData.get(child.element.name);
          if (!assembled2) throw new Error("parquet column data not assembled");
          return { data: [assembled2], skipped };
        })()
      });
    } else {
      const asyncColumn = asyncColumns.find((column2) => column2.pathInSchema[0] === child.element.name);
      if (asyncColumn) assembled.push(asyncColumn);
    }
  }
  return { ...asyncRowGroup, asyncColumns: assembled };
}

// node_modules/hyparquet/src/scan.js
async function prepareParquetRead(options2) {
  const prepared = await prepareParquetOptions(options2);
  return {
    options: prepared,
    plan: parquetPlan(prepared)
  };
}
async function prepareParquetOptions(options2) {
  const metadata = options2.metadata ?? await parquetMetadataAsync(options2.file, options2);
  const schemaColumns = parquetSchema(metadata).children.map((child) => child.element.name);
  const filterColumns = columnsNeededForFilter(options2.filter);
  const missingFilterColumns = filterColumns.filter((column2) => !schemaColumns.includes(column2));
  if (missingFilterColumns.length) {
    throw new Error(`parquet filter columns not found: ${missingFilterColumns.join(", ")}`);
  }
  if (options2.columns) {
    const missingColumns = options2.columns.filter((column2) => !schemaColumns.includes(column2));
    if (missingColumns.length) throw new Error(`parquet column not found: ${missingColumns[0]}`);
  }
  let prepared = { ...options2, metadata };
  prepared = await withBloomFilters(prepared);
  prepared = await withPageIndexes(prepared);
  return prepared;
}
function readParquetPlan(options2, plan) {
  const readOptions = { ...options2, file: prefetchAsyncBuffer(options2.file, plan) };
  return plan.groups.map((group) => readRowGroup(readOptions, plan, group));
}
async function withBloomFilters(options2) {
  if (!options2.useBloomFilters || !options2.filter || !options2.metadata) return options2;
  const schemaTree2 = parquetSchema(options2.metadata);
  const schemaElements = {};
  for (const child of schemaTree2.children) schemaElements[child.element.name] = child.element;
  const bloomFiltersByGroup = await prefetchBloomFilters({
    file: options2.file,
    metadata: options2.metadata,
    filter: options2.filter,
    filterStrict: options2.filterStrict
  });
  return { ...options2, bloomFiltersByGroup, schemaElements };
}
async function withPageIndexes(options2) {
  if (!options2.usePageIndex || !options2.filter || !options2.metadata) return options2;
  const { pageRangesByGroup, pageLocationsByGroup } = await prefetchPageIndexes({
    file: options2.file,
    metadata: options2.metadata,
    filter: options2.filter,
    filterStrict: options2.filterStrict,
    rowStart: options2.rowStart,
    rowEnd: options2.rowEnd,
    columns: options2.columns,
    bloomFiltersByGroup: options2.bloomFiltersByGroup,
    schemaElements: options2.schemaElements,
    parsers: options2.parsers
  });
  return { ...options2, pageRangesByGroup, pageLocationsByGroup };
}

// node_modules/hyparquet/src/read.js
var rowIndex = (
  /** @type {typeof import('../src/types.js').rowIndex} */
  /* @__PURE__ */ Symbol("rowIndex")
);
async function parquetRead(options2) {
  options2.metadata ??= await parquetMetadataAsync(options2.file, options2);
  const { rowStart = 0, rowEnd, columns: columns2, onChunk, onComplete, rowFormat, filter, filterStrict = true } = options2;
  if (filter && rowFormat !== "object") {
    throw new Error('parquet filter requires rowFormat: "object"');
  }
  if (options2.includeRowIndex && rowFormat !== "object") {
    throw new Error('parquet includeRowIndex requires rowFormat: "object"');
  }
  const filterColumns = columnsNeededForFilter(filter);
  let readColumns = columns2;
  if (columns2 && filterColumns.length) {
    const selectedColumns = new Set(columns2);
    const extraColumns = filterColumns.filter((column2) => !selectedColumns.has(column2));
    if (extraColumns.length) readColumns = [...columns2, ...extraColumns];
  }
  const readOptions = readColumns === columns2 ? options2 : { ...options2, columns: readColumns };
  const prepared = await prepareParquetRead(readOptions);
  const preparedOptions = prepared.options;
  const requiresProjection = readColumns !== columns2;
  const asyncGroups = readParquetPlan(preparedOptions, prepared.plan);
  if (!onComplete && !onChunk) {
    await awaitAllColumns(asyncGroups);
    return;
  }
  if (!preparedOptions.metadata) throw new Error("parquet requires metadata");
  const schemaTree2 = parquetSchema(preparedOptions.metadata);
  const assembled = asyncGroups.map((arg) => assembleAsync(arg, schemaTree2, options2.parsers));
  if (onChunk) {
    for (const asyncGroup of assembled) {
      for (const asyncColumn of asyncGroup.asyncColumns) {
        asyncColumn.data.then(({ data, skipped }) => {
          let rowStart2 = asyncGroup.groupStart + skipped;
          for (const columnData of data) {
            onChunk({
              columnName: asyncColumn.pathInSchema[0],
              columnData,
              rowStart: rowStart2,
              rowEnd: rowStart2 + columnData.length
            });
            rowStart2 += columnData.length;
          }
        }, () => {
        });
      }
    }
  }
  if (onComplete) {
    await awaitAllColumns(assembled);
    const rows = [];
    for (const asyncGroup of assembled) {
      const selectStart = asyncGroup.selectStart ?? Math.max(rowStart - asyncGroup.groupStart, 0);
      const selectEnd = asyncGroup.selectEnd ?? Math.min((rowEnd ?? Infinity) - asyncGroup.groupStart, asyncGroup.groupRows);
      const groupData = rowFormat === "object" ? await asyncGroupToRows(asyncGroup, selectStart, selectEnd, readColumns, "object") : await asyncGroupToRows(asyncGroup, selectStart, selectEnd, columns2, "array");
      if (options2.includeRowIndex) {
        for (let i2 = 0; i2 < groupData.length; i2++) {
          Object.defineProperty(groupData[i2], rowIndex, {
            value: asyncGroup.groupStart + selectStart + i2
          });
        }
      }
      if (filter) {
        for (
          const row of
          /** @type {Record<string, any>[]} */
          groupData
        ) {
          if (matchFilter(row, filter, filterStrict)) {
            if (requiresProjection && columns2) {
              for (const col of filterColumns) {
                if (!columns2.includes(col)) delete row[col];
              }
            }
            rows.push(row);
          }
        }
      } else {
        concat(rows, groupData);
      }
    }
    onComplete(rows);
  } else {
    await awaitAllColumns(assembled);
  }
}
async function awaitAllColumns(asyncGroups) {
  const all = asyncGroups.flatMap((g) => g.asyncColumns.map((c) => c.data));
  const results2 = await Promise.allSettled(all);
  const failed = results2.find((r) => r.status === "rejected");
  if (failed) throw failed.reason;
}

// node_modules/hyparquet-writer/src/bytewriter.js
var ByteWriter = class {
  /**
   * @param {number} [initalSize]
   */
  constructor(initalSize = 1024) {
    this.buffer = new ArrayBuffer(initalSize);
    this.view = new DataView(this.buffer);
    this.offset = 0;
    this.index = 0;
  }
  /**
   * @param {number} size
   */
  ensure(size) {
    if (this.index + size > this.buffer.byteLength) {
      const newSize = Math.max(this.buffer.byteLength * 2, this.index + size);
      const newBuffer = new ArrayBuffer(newSize);
      new Uint8Array(newBuffer).set(new Uint8Array(this.buffer));
      this.buffer = newBuffer;
      this.view = new DataView(this.buffer);
    }
  }
  finish() {
  }
  getBuffer() {
    return this.buffer.slice(0, this.index);
  }
  getBytes() {
    return new Uint8Array(this.buffer, 0, this.index);
  }
  /**
   * @param {number} value
   */
  appendUint8(value2) {
    this.ensure(1);
    this.view.setUint8(this.index, value2);
    this.offset++;
    this.index++;
  }
  /**
   * @param {number} value
   */
  appendUint32(value2) {
    this.ensure(4);
    this.view.setUint32(this.index, value2, true);
    this.offset += 4;
    this.index += 4;
  }
  /**
   * @param {number} value
   */
  appendInt32(value2) {
    this.ensure(4);
    this.view.setInt32(this.index, value2, true);
    this.offset += 4;
    this.index += 4;
  }
  /**
   * @param {bigint} value
   */
  appendInt64(value2) {
    this.ensure(8);
    this.view.setBigInt64(this.index, BigInt(value2), true);
    this.offset += 8;
    this.index += 8;
  }
  /**
   * @param {number} value
   */
  appendFloat32(value2) {
    this.ensure(4);
    this.view.setFloat32(this.index, value2, true);
    this.offset += 4;
    this.index += 4;
  }
  /**
   * @param {number} value
   */
  appendFloat64(value2) {
    this.ensure(8);
    this.view.setFloat64(this.index, value2, true);
    this.offset += 8;
    this.index += 8;
  }
  /**
   * @param {ArrayBuffer} value
   */
  appendBuffer(value2) {
    this.appendBytes(new Uint8Array(value2));
  }
  /**
   * @param {Uint8Array} value
   */
  appendBytes(value2) {
    this.ensure(value2.length);
    new Uint8Array(this.buffer, this.index, value2.length).set(value2);
    this.offset += value2.length;
    this.index += value2.length;
  }
  /**
   * Convert a 32-bit signed integer to varint (1-5 bytes).
   * Writes out groups of 7 bits at a time, setting high bit if more to come.
   *
   * @param {number} value
   */
  appendVarInt(value2) {
    while (true) {
      if ((value2 & ~127) === 0) {
        this.appendUint8(value2);
        return;
      } else {
        this.appendUint8(value2 & 127 | 128);
        value2 >>>= 7;
      }
    }
  }
  /**
   * Convert a bigint to varint (1-10 bytes for 64-bit range).
   *
   * @param {bigint} value
   */
  appendVarBigInt(value2) {
    while (true) {
      if ((value2 & ~0x7fn) === 0n) {
        this.appendUint8(Number(value2));
        return;
      } else {
        this.appendUint8(Number(value2 & 0x7fn | 0x80n));
        value2 >>= 7n;
      }
    }
  }
  /**
   * Convert number to zigzag encoding and write as varint.
   *
   * @param {number | bigint} value
   */
  appendZigZag(value2) {
    if (typeof value2 === "number") {
      this.appendVarInt(value2 << 1 ^ value2 >> 31);
    } else {
      this.appendVarBigInt(value2 << 1n ^ value2 >> 63n);
    }
  }
};

// node_modules/hyparquet-writer/src/thrift.js
var STOP2 = 0;
var TRUE2 = 1;
var FALSE2 = 2;
var BYTE2 = 3;
var I322 = 5;
var I642 = 6;
var DOUBLE2 = 7;
var BINARY2 = 8;
var LIST2 = 9;
var STRUCT2 = 12;
var ThriftStruct = class {
  /**
   * @param {ThriftField[]} fields
   */
  constructor(fields) {
    this.fields = fields;
  }
};
function serializeTCompactProtocol(writer, data) {
  writeElement(writer, STRUCT2, data);
}
function writeElement(writer, type, value2) {
  if (type === TRUE2) return;
  if (type === FALSE2) return;
  if (type === BYTE2 && typeof value2 === "number") {
    writer.appendUint8(value2);
  } else if (type === I322 && typeof value2 === "number") {
    writer.appendZigZag(value2);
  } else if (type === I642 && typeof value2 === "bigint") {
    writer.appendZigZag(value2);
  } else if (type === DOUBLE2 && typeof value2 === "number") {
    writer.appendFloat64(value2);
  } else if (type === BINARY2 && typeof value2 === "string") {
    const bytes = new TextEncoder().encode(value2);
    writer.appendVarInt(bytes.length);
    writer.appendBytes(bytes);
  } else if (type === BINARY2 && value2 instanceof Uint8Array) {
    writer.appendVarInt(value2.byteLength);
    writer.appendBytes(value2);
  } else if (type === LIST2 && Array.isArray(value2)) {
    const elemType = getCompactTypeForList(value2);
    if (value2.length > 14) {
      writer.appendUint8(15 << 4 | elemType);
      writer.appendVarInt(value2.length);
    } else {
      writer.appendUint8(value2.length << 4 | elemType);
    }
    if (elemType === FALSE2) {
      for (const v of value2) {
        writer.appendUint8(v ? 1 : 0);
      }
    } else {
      for (const v of value2) {
        writeElement(writer, elemType, v);
      }
    }
  } else if (type === STRUCT2 && value2 instanceof ThriftStruct) {
    let lastFid = 0;
    for (const [fid, fieldType, fieldValue] of value2.fields) {
      if (fieldValue === void 0) continue;
      lastFid = writeStructField(writer, lastFid, fid, fieldType, fieldValue);
    }
    writer.appendUint8(STOP2);
  } else if (type === STRUCT2 && typeof value2 === "object") {
    let lastFid = 0;
    for (const [k, v] of Object.entries(value2)) {
      if (v === void 0) continue;
      const fid = parseInt(k.replace(/^field_/, ""), 10);
      if (Number.isNaN(fid)) {
        throw new Error(`thrift invalid field name: ${k}. Expected "field_###"`);
      }
      const t = getCompactTypeForValue(v);
      lastFid = writeStructField(writer, lastFid, fid, t, v);
    }
    writer.appendUint8(STOP2);
  } else {
    throw new Error(`thrift invalid type ${type} for value ${value2}`);
  }
}
function writeStructField(writer, lastFid, fid, type, value2) {
  const delta = fid - lastFid;
  if (delta <= 0) {
    throw new Error(`thrift non-monotonic field id: fid=${fid}, lastFid=${lastFid}`);
  }
  if (delta > 15) {
    writer.appendUint8(type);
    writer.appendZigZag(fid);
  } else {
    writer.appendUint8(delta << 4 | type);
  }
  writeElement(writer, type, value2);
  return fid;
}
function getCompactTypeForValue(value2) {
  if (value2 === true) return TRUE2;
  if (value2 === false) return FALSE2;
  if (Number.isInteger(value2)) return I322;
  if (typeof value2 === "number") return DOUBLE2;
  if (typeof value2 === "bigint") return I642;
  if (typeof value2 === "string") return BINARY2;
  if (value2 instanceof Uint8Array) return BINARY2;
  if (Array.isArray(value2)) return LIST2;
  if (value2 && typeof value2 === "object") return STRUCT2;
  throw new Error(`Cannot determine thrift compact type for: ${value2}`);
}
function getCompactTypeForList(value2) {
  let elemType = 0;
  for (const v of value2) {
    let t = getCompactTypeForValue(v);
    if (t === TRUE2) t = FALSE2;
    if (!elemType) elemType = t;
    if (elemType === DOUBLE2 && t === I322) t = DOUBLE2;
    if (elemType === I322 && t === DOUBLE2) elemType = DOUBLE2;
    if (t !== elemType) {
      throw new Error(`thrift invalid type for list element: ${v} (expected type ${elemType})`);
    }
  }
  return elemType ?? BYTE2;
}

// node_modules/hyparquet-writer/src/bloom.js
var SALT2 = new Uint32Array([
  1203114875,
  1150766481,
  2284105051,
  2729912477,
  1884591559,
  770785867,
  2667333959,
  1550580529
]);
var MIN_BYTES = 32;
var MAX_BYTES = 128 * 1024 * 1024;
function blockIndex2(hash, numBlocks) {
  return Number((hash >> 32n) * BigInt(numBlocks) >> 32n);
}
function blockMask2(hash) {
  const m = new Uint32Array(8);
  const low = Number(hash & 0xffffffffn) | 0;
  for (let i2 = 0; i2 < 8; i2++) {
    m[i2] = 1 << (Math.imul(low, SALT2[i2]) >>> 27);
  }
  return m;
}
function sbbfInsert(blocks, hash) {
  const offset = blockIndex2(hash, blocks.length >> 3) << 3;
  const m = blockMask2(hash);
  for (let i2 = 0; i2 < 8; i2++) {
    blocks[offset + i2] |= m[i2];
  }
}
function nextPowerOfTwo(n) {
  let p = 1;
  while (p < n) p <<= 1;
  return p;
}
function optimalNumBytes(ndv, fpp) {
  if (!(fpp > 0 && fpp < 1)) throw new Error(`bloom filter fpp must be in (0, 1), got ${fpp}`);
  if (!(ndv >= 0)) throw new Error(`bloom filter ndv must be >= 0, got ${ndv}`);
  const m = -8 * ndv / Math.log(1 - fpp ** (1 / 8));
  const numBytes = Math.ceil(m / 8);
  if (!(numBytes <= MAX_BYTES)) return MAX_BYTES;
  return nextPowerOfTwo(Math.max(numBytes, MIN_BYTES));
}
var BloomBuilder = class {
  /**
   * @param {SchemaElement} element
   * @param {{ fpp?: number, maxBytes?: number }} [options]
   */
  constructor(element2, { fpp = 0.01, maxBytes = 1024 * 1024 } = {}) {
    this.element = element2;
    this.fpp = fpp;
    this.maxBytes = maxBytes;
    this.hashes = /* @__PURE__ */ new Set();
    this.skipped = 0;
  }
  /** @param {any} value */
  insert(value2) {
    if (value2 === null || value2 === void 0) return;
    const h = hashParquetValue(value2, this.element);
    if (h === void 0) {
      this.skipped++;
      return;
    }
    this.hashes.add(h);
  }
  /** @returns {Uint32Array | undefined} */
  finalize() {
    if (this.skipped > 0 || this.hashes.size === 0) return void 0;
    let numBytes = optimalNumBytes(this.hashes.size, this.fpp);
    while (numBytes > this.maxBytes && numBytes > MIN_BYTES) numBytes >>= 1;
    if (numBytes > this.maxBytes) return void 0;
    const blocks = new Uint32Array(numBytes >> 2);
    for (const h of this.hashes) sbbfInsert(blocks, h);
    return blocks;
  }
};
function writeBloomFilter(writer, blocks) {
  if (blocks.length % 8 !== 0) {
    throw new Error(`bloom filter block count must be a multiple of 8 uint32 words, got ${blocks.length}`);
  }
  serializeTCompactProtocol(writer, {
    field_1: blocks.byteLength,
    // numBytes
    field_2: { field_1: {} },
    // algorithm: SplitBlockAlgorithm
    field_3: { field_1: {} },
    // hash: XxHash
    field_4: { field_1: {} }
    // compression: Uncompressed
  });
  for (let i2 = 0; i2 < blocks.length; i2++) {
    writer.appendUint32(blocks[i2]);
  }
}
function writeBlooms(writer, pageIndexes) {
  for (const { chunk, bloomFilter } of pageIndexes) {
    if (!bloomFilter || !chunk.meta_data) continue;
    const offset = writer.offset;
    writeBloomFilter(writer, bloomFilter);
    chunk.meta_data.bloom_filter_offset = BigInt(offset);
    chunk.meta_data.bloom_filter_length = writer.offset - offset;
  }
}

// node_modules/hyparquet-writer/src/delta.js
var BLOCK_SIZE = 128;
var MINIBLOCKS_PER_BLOCK = 4;
var VALUES_PER_MINIBLOCK = BLOCK_SIZE / MINIBLOCKS_PER_BLOCK;
function deltaBinaryPack(writer, values, type) {
  if (values.length === 0) {
    writer.appendVarInt(BLOCK_SIZE);
    writer.appendVarInt(MINIBLOCKS_PER_BLOCK);
    writer.appendVarInt(0);
    writer.appendVarInt(0);
    return;
  }
  if (typeof values[0] !== "number" && typeof values[0] !== "bigint") {
    throw new Error("deltaBinaryPack only supports number or bigint arrays");
  }
  if (usesInt32NumberPath(values)) {
    deltaBinaryPackInt32(writer, values, type === "INT32");
  } else {
    deltaBinaryPackBigInt(writer, values, type === "INT32" ? 32 : 64);
  }
}
function usesInt32NumberPath(values) {
  if (values instanceof Int32Array) return true;
  for (let i2 = 0; i2 < values.length; i2++) {
    const value2 = values[i2];
    if (typeof value2 !== "number" || value2 !== (value2 | 0)) return false;
  }
  return true;
}
function deltaBinaryPackInt32(writer, values, wrap) {
  const count3 = values.length;
  writer.appendVarInt(BLOCK_SIZE);
  writer.appendVarInt(MINIBLOCKS_PER_BLOCK);
  writer.appendVarInt(count3);
  appendZigZagNumber(writer, values[0]);
  const packedByBitWidth = [];
  const blockDeltas = new Float64Array(BLOCK_SIZE);
  const bitWidths = new Uint8Array(MINIBLOCKS_PER_BLOCK);
  let index = 1;
  while (index < count3) {
    const blockEnd = Math.min(index + BLOCK_SIZE, count3);
    const blockSize = blockEnd - index;
    const firstDelta = wrap ? values[index] - values[index - 1] | 0 : values[index] - values[index - 1];
    let previous = values[index];
    let constantEnd = index + 1;
    while (constantEnd < blockEnd) {
      const value2 = values[constantEnd];
      if ((wrap ? value2 - previous | 0 : value2 - previous) !== firstDelta) break;
      previous = value2;
      constantEnd++;
    }
    if (constantEnd === blockEnd) {
      appendZigZagNumber(writer, firstDelta);
      writer.appendUint32(0);
      index = blockEnd;
      continue;
    }
    let minDelta = firstDelta;
    blockDeltas[0] = minDelta;
    for (let i2 = 1; i2 < blockSize; i2++) {
      const delta = wrap ? values[index + i2] - values[index + i2 - 1] | 0 : values[index + i2] - values[index + i2 - 1];
      blockDeltas[i2] = delta;
      if (delta < minDelta) minDelta = delta;
    }
    appendZigZagNumber(writer, minDelta);
    for (let mb = 0; mb < MINIBLOCKS_PER_BLOCK; mb++) {
      const mbStart = mb * VALUES_PER_MINIBLOCK;
      const mbEnd = Math.min(mbStart + VALUES_PER_MINIBLOCK, blockSize);
      let maxAdjusted = 0;
      for (let i2 = mbStart; i2 < mbEnd; i2++) {
        const adjusted = blockDeltas[i2] - minDelta;
        if (adjusted > maxAdjusted) maxAdjusted = adjusted;
      }
      bitWidths[mb] = bitWidthNumber(maxAdjusted);
    }
    writer.appendBytes(bitWidths);
    for (let mb = 0; mb < MINIBLOCKS_PER_BLOCK; mb++) {
      const bitWidth3 = bitWidths[mb];
      if (bitWidth3 === 0) continue;
      const mbStart = mb * VALUES_PER_MINIBLOCK;
      const mbEnd = Math.min(mbStart + VALUES_PER_MINIBLOCK, blockSize);
      const packed = packedByBitWidth[bitWidth3] ??= new Uint8Array(bitWidth3 * 4);
      let byteIndex = 0;
      let buffer = 0;
      let bitsUsed = 0;
      if (bitWidth3 <= 25) {
        for (let i2 = 0; i2 < VALUES_PER_MINIBLOCK; i2++) {
          const adjusted = mbStart + i2 < mbEnd ? blockDeltas[mbStart + i2] - minDelta : 0;
          buffer |= adjusted << bitsUsed;
          bitsUsed += bitWidth3;
          while (bitsUsed >= 8) {
            packed[byteIndex++] = buffer & 255;
            buffer >>>= 8;
            bitsUsed -= 8;
          }
        }
      } else {
        for (let i2 = 0; i2 < VALUES_PER_MINIBLOCK; i2++) {
          const adjusted = mbStart + i2 < mbEnd ? blockDeltas[mbStart + i2] - minDelta : 0;
          buffer += adjusted * 2 ** bitsUsed;
          bitsUsed += bitWidth3;
          while (bitsUsed >= 8) {
            packed[byteIndex++] = buffer % 256;
            buffer = Math.floor(buffer / 256);
            bitsUsed -= 8;
          }
        }
      }
      writer.appendBytes(packed);
    }
    index = blockEnd;
  }
}
function deltaBinaryPackBigInt(writer, values, bits2) {
  const count3 = values.length;
  writer.appendVarInt(BLOCK_SIZE);
  writer.appendVarInt(MINIBLOCKS_PER_BLOCK);
  writer.appendVarInt(count3);
  writer.appendZigZag(BigInt.asIntN(bits2, BigInt(values[0])));
  const blockDeltas = new BigInt64Array(BLOCK_SIZE);
  const bitWidths = new Uint8Array(MINIBLOCKS_PER_BLOCK);
  let index = 1;
  while (index < count3) {
    const blockEnd = Math.min(index + BLOCK_SIZE, count3);
    const blockSize = blockEnd - index;
    let minDelta = 0n;
    for (let i2 = 0; i2 < blockSize; i2++) {
      blockDeltas[i2] = BigInt(values[index + i2]) - BigInt(values[index + i2 - 1]);
      if (bits2 === 32) blockDeltas[i2] = BigInt.asIntN(32, blockDeltas[i2]);
      const delta = blockDeltas[i2];
      if (i2 === 0 || delta < minDelta) minDelta = delta;
    }
    writer.appendZigZag(minDelta);
    for (let mb = 0; mb < MINIBLOCKS_PER_BLOCK; mb++) {
      const mbStart = mb * VALUES_PER_MINIBLOCK;
      const mbEnd = Math.min(mbStart + VALUES_PER_MINIBLOCK, blockSize);
      let maxAdjusted = 0n;
      for (let i2 = mbStart; i2 < mbEnd; i2++) {
        const adjusted = blockDeltas[i2] - minDelta;
        if (adjusted > maxAdjusted) maxAdjusted = adjusted;
      }
      bitWidths[mb] = bitWidth2(maxAdjusted);
    }
    writer.appendBytes(bitWidths);
    for (let mb = 0; mb < MINIBLOCKS_PER_BLOCK; mb++) {
      const bitWidth3 = bitWidths[mb];
      if (bitWidth3 === 0) continue;
      const mbStart = mb * VALUES_PER_MINIBLOCK;
      const mbEnd = Math.min(mbStart + VALUES_PER_MINIBLOCK, blockSize);
      let buffer = 0n;
      let bitsUsed = 0;
      for (let i2 = 0; i2 < VALUES_PER_MINIBLOCK; i2++) {
        const adjusted = mbStart + i2 < mbEnd ? blockDeltas[mbStart + i2] - minDelta : 0n;
        buffer |= adjusted << BigInt(bitsUsed);
        bitsUsed += bitWidth3;
        while (bitsUsed >= 8) {
          writer.appendUint8(Number(buffer & 0xffn));
          buffer >>= 8n;
          bitsUsed -= 8;
        }
      }
    }
    index = blockEnd;
  }
}
function appendZigZagNumber(writer, value2) {
  let encoded = value2 < 0 ? -value2 * 2 - 1 : value2 * 2;
  while (encoded >= 128) {
    writer.appendUint8(encoded % 128 + 128);
    encoded = Math.floor(encoded / 128);
  }
  writer.appendUint8(encoded);
}
function bitWidthNumber(value2) {
  if (value2 === 0) return 0;
  return value2 > 4294967295 ? 33 : 32 - Math.clz32(value2);
}
function deltaLengthByteArray2(writer, values) {
  const lengths = new Int32Array(values.length);
  for (let i2 = 0; i2 < values.length; i2++) {
    const value2 = values[i2];
    if (!(value2 instanceof Uint8Array)) {
      throw new Error("deltaLengthByteArray expects Uint8Array values");
    }
    lengths[i2] = value2.length;
  }
  deltaBinaryPack(writer, lengths, "INT32");
  for (const value2 of values) {
    writer.appendBytes(value2);
  }
}
function deltaByteArray2(writer, values) {
  if (values.length === 0) {
    deltaBinaryPack(writer, [], "INT32");
    deltaBinaryPack(writer, [], "INT32");
    return;
  }
  const prefixLengths = new Int32Array(values.length);
  const suffixLengths = new Int32Array(values.length);
  const value2 = values[0];
  if (!(value2 instanceof Uint8Array)) {
    throw new Error("deltaByteArray expects Uint8Array values");
  }
  prefixLengths[0] = 0;
  suffixLengths[0] = value2.length;
  for (let i2 = 1; i2 < values.length; i2++) {
    const prev = values[i2 - 1];
    const curr = values[i2];
    let prefixLen;
    if (curr === prev) {
      prefixLen = curr.length;
    } else {
      if (!(curr instanceof Uint8Array)) {
        throw new Error("deltaByteArray expects Uint8Array values");
      }
      prefixLen = 0;
      const maxPrefix = Math.min(prev.length, curr.length);
      while (prefixLen < maxPrefix && prev[prefixLen] === curr[prefixLen]) {
        prefixLen++;
      }
    }
    prefixLengths[i2] = prefixLen;
    suffixLengths[i2] = curr.length - prefixLen;
  }
  deltaBinaryPack(writer, prefixLengths, "INT32");
  deltaBinaryPack(writer, suffixLengths, "INT32");
  for (let i2 = 0; i2 < values.length; i2++) {
    if (suffixLengths[i2] > 0) {
      writer.appendBytes(values[i2].subarray(prefixLengths[i2]));
    }
  }
}
function bitWidth2(value2) {
  if (value2 === 0n) return 0;
  let bits2 = 0;
  while (value2 > 0n) {
    bits2++;
    value2 >>= 1n;
  }
  return bits2;
}

// node_modules/hyparquet-writer/src/encoding.js
function writeRleBitPackedHybrid(writer, values, bitWidth3) {
  const offsetStart = writer.offset;
  let pendingBitPackedGroups = 0;
  let bitPackedStart = 0;
  let i2 = 0;
  while (i2 < values.length) {
    let rleCount = 1;
    const firstVal = values[i2];
    while (i2 + rleCount < values.length && values[i2 + rleCount] === firstVal) {
      rleCount++;
    }
    if (rleCount >= 8) {
      if (pendingBitPackedGroups) {
        writeBitPackedGroups(writer, values, bitPackedStart, pendingBitPackedGroups, bitWidth3);
        pendingBitPackedGroups = 0;
      }
      writeRleRun(writer, firstVal, rleCount, bitWidth3);
      i2 += rleCount;
    } else {
      if (pendingBitPackedGroups === 0) {
        bitPackedStart = i2;
      }
      pendingBitPackedGroups++;
      i2 += 8;
    }
  }
  if (pendingBitPackedGroups) {
    writeBitPackedGroups(writer, values, bitPackedStart, pendingBitPackedGroups, bitWidth3);
  }
  return writer.offset - offsetStart;
}
function writeRleRun(writer, value2, count3, bitWidth3) {
  writer.appendVarInt(count3 << 1);
  const width = bitWidth3 + 7 >> 3;
  for (let j = 0; j < width; j++) {
    writer.appendUint8(value2 >> (j << 3) & 255);
  }
}
function writeBitPackedGroups(writer, values, start, numGroups, bitWidth3) {
  writer.appendVarInt(numGroups << 1 | 1);
  if (bitWidth3 === 0) return;
  const mask = (1 << bitWidth3) - 1;
  let buffer = 0;
  let bitsUsed = 0;
  const totalValues = numGroups * 8;
  for (let i2 = 0; i2 < totalValues; i2++) {
    const idx = start + i2;
    const v = idx < values.length ? values[idx] & mask : 0;
    buffer |= v << bitsUsed;
    bitsUsed += bitWidth3;
    while (bitsUsed >= 8) {
      writer.appendUint8(buffer & 255);
      buffer >>>= 8;
      bitsUsed -= 8;
    }
  }
  if (bitsUsed > 0) {
    writer.appendUint8(buffer & 255);
  }
}

// node_modules/hyparquet-writer/src/plain.js
function writePlain(writer, values, type, fixedLength) {
  if (type === "BOOLEAN") {
    writePlainBoolean(writer, values);
  } else if (type === "INT32") {
    writePlainInt32(writer, values);
  } else if (type === "INT64") {
    writePlainInt64(writer, values);
  } else if (type === "FLOAT") {
    writePlainFloat(writer, values);
  } else if (type === "DOUBLE") {
    writePlainDouble(writer, values);
  } else if (type === "BYTE_ARRAY") {
    writePlainByteArray(writer, values);
  } else if (type === "FIXED_LEN_BYTE_ARRAY") {
    if (!fixedLength) throw new Error("parquet FIXED_LEN_BYTE_ARRAY expected type_length");
    writePlainByteArrayFixed(writer, values, fixedLength);
  } else {
    throw new Error(`parquet unsupported type: ${type}`);
  }
}
function writePlainBoolean(writer, values) {
  let currentByte = 0;
  for (let i2 = 0; i2 < values.length; i2++) {
    const value2 = values[i2];
    if (typeof value2 !== "boolean") throw new Error("parquet expected boolean value, got " + value2);
    const bitOffset = i2 % 8;
    if (value2) {
      currentByte |= 1 << bitOffset;
    }
    if (bitOffset === 7) {
      writer.appendUint8(currentByte);
      currentByte = 0;
    }
  }
  if (values.length % 8) {
    writer.appendUint8(currentByte);
  }
}
function writePlainInt32(writer, values) {
  for (const value2 of values) {
    if (!Number.isSafeInteger(value2)) throw new Error("parquet expected integer value, got " + value2);
    if (value2 < -2147483648 || value2 > 2147483647) throw new Error("parquet expected int32 value, got " + value2);
    writer.appendInt32(value2);
  }
}
function writePlainInt64(writer, values) {
  for (const value2 of values) {
    if (typeof value2 !== "bigint") throw new Error("parquet expected bigint value, got " + value2);
    writer.appendInt64(value2);
  }
}
function writePlainFloat(writer, values) {
  for (const value2 of values) {
    if (typeof value2 !== "number") throw new Error("parquet expected number value, got " + value2);
    writer.appendFloat32(value2);
  }
}
function writePlainDouble(writer, values) {
  for (const value2 of values) {
    if (typeof value2 !== "number") throw new Error("parquet expected number value, got " + value2);
    writer.appendFloat64(value2);
  }
}
function writePlainByteArray(writer, values) {
  for (const value2 of values) {
    let bytes = value2;
    if (typeof bytes === "string") {
      bytes = new TextEncoder().encode(value2);
    }
    if (!(bytes instanceof Uint8Array)) {
      throw new Error("parquet expected Uint8Array value, got " + typeof bytes);
    }
    writer.appendUint32(bytes.length);
    writer.appendBytes(bytes);
  }
}
function writePlainByteArrayFixed(writer, values, fixedLength) {
  for (const value2 of values) {
    if (!(value2 instanceof Uint8Array)) throw new Error("parquet expected Uint8Array value, got " + typeof value2);
    if (value2.length !== fixedLength) throw new Error(`parquet expected Uint8Array of length ${fixedLength}`);
    writer.appendBytes(value2);
  }
}

// node_modules/hyparquet-writer/src/variant.js
var encoder2 = new TextEncoder();
var INT64_MIN = -(2n ** 63n);
var INT64_MAX = 2n ** 63n - 1n;
var VARIANT_NULL = new Uint8Array([0]);
var RESERVED_SHREDDING_FIELDS = /* @__PURE__ */ new Set(["value", "typed_value"]);
var EMPTY_KEY_INDEX = /* @__PURE__ */ new Map();
var EMPTY_METADATA = writeVariantMetadata([]);
function encodeVariantColumn(values, shredding, column2) {
  if (column2?.required) {
    for (let i2 = 0; i2 < values.length; i2++) {
      if (values[i2] === void 0) {
        throw new Error(`required variant column ${column2.name} has undefined value at index ${i2}`);
      }
    }
  }
  const scratchWriters = [];
  const shreddingConfig = shredding && normalizeShreddingConfig(shredding);
  if (shreddingConfig) {
    const metadataCache2 = /* @__PURE__ */ new Map();
    return values.map((value2) => {
      if (value2 === void 0) return null;
      const keys = /* @__PURE__ */ new Set();
      collectKeys(value2, keys);
      const { metadata: metadata2, keyIndex: keyIndex2 } = getVariantRowMetadata(keys, metadataCache2);
      return { metadata: metadata2, ...encodeShredded(value2, shreddingConfig, keyIndex2, true, scratchWriters) };
    });
  }
  const dictionary = buildVariantDictionary(values);
  const metadata = writeVariantMetadata(dictionary);
  const keyIndex = /* @__PURE__ */ new Map();
  for (let i2 = 0; i2 < dictionary.length; i2++) {
    keyIndex.set(dictionary[i2], i2);
  }
  return values.map((value2) => {
    if (value2 === void 0) return null;
    return { metadata, value: writeVariantValue(value2, keyIndex, scratchWriters) };
  });
}
function encodeShredded(value2, shredType, keyIndex, allowPartialObjects, scratchWriters) {
  if (value2 === null || value2 === void 0) {
    return { value: VARIANT_NULL, typed_value: null };
  }
  if (Array.isArray(shredType)) {
    if (!Array.isArray(value2)) {
      return { value: writeVariantValue(value2, keyIndex, scratchWriters), typed_value: null };
    }
    const elemShred = shredType[0];
    return {
      value: null,
      typed_value: value2.map((el) => encodeShredded(el, elemShred, keyIndex, false, scratchWriters))
    };
  }
  if (typeof shredType === "object") {
    if (typeof value2 !== "object" || Array.isArray(value2) || value2 instanceof Date || value2 instanceof Uint8Array) {
      return { value: writeVariantValue(value2, keyIndex, scratchWriters), typed_value: null };
    }
    const remaining = {};
    let hasRemaining = false;
    for (const k of Object.keys(value2)) {
      if (k in shredType || value2[k] === void 0) continue;
      remaining[k] = value2[k];
      hasRemaining = true;
    }
    if (hasRemaining && !allowPartialObjects) {
      return { value: writeVariantValue(value2, keyIndex, scratchWriters), typed_value: null };
    }
    const fieldNames = Object.keys(shredType);
    const hasMissingFieldConflict = fieldNames.some(
      (fieldName) => (!Object.prototype.hasOwnProperty.call(value2, fieldName) || value2[fieldName] === void 0) && keyIndex.has(fieldName)
    );
    if (hasMissingFieldConflict) {
      return { value: writeVariantValue(value2, keyIndex, scratchWriters), typed_value: null };
    }
    const typedValue = {};
    for (const fieldName of fieldNames) {
      if (!Object.prototype.hasOwnProperty.call(value2, fieldName) || value2[fieldName] === void 0) {
        continue;
      }
      typedValue[fieldName] = encodeShredded(
        value2[fieldName],
        shredType[fieldName],
        keyIndex,
        false,
        scratchWriters
      );
    }
    const binaryValue = hasRemaining ? writeVariantValue(remaining, keyIndex, scratchWriters) : null;
    return { value: binaryValue, typed_value: typedValue };
  }
  if (matchesType(value2, shredType)) {
    return { value: null, typed_value: value2 };
  }
  return { value: writeVariantValue(value2, keyIndex, scratchWriters), typed_value: null };
}
function getVariantRowMetadata(keys, metadataCache2) {
  if (keys.size === 0) {
    return { metadata: EMPTY_METADATA, keyIndex: EMPTY_KEY_INDEX };
  }
  const dictionary = [...keys].sort();
  const cacheKey = dictionary.join("\0");
  const cached = metadataCache2.get(cacheKey);
  if (cached) {
    return cached;
  }
  const metadata = writeVariantMetadata(dictionary);
  const keyIndex = /* @__PURE__ */ new Map();
  for (let i2 = 0; i2 < dictionary.length; i2++) keyIndex.set(dictionary[i2], i2);
  const rowMetadata = { metadata, keyIndex };
  metadataCache2.set(cacheKey, rowMetadata);
  return rowMetadata;
}
function matchesType(value2, type) {
  if (value2 === null || value2 === void 0) return false;
  switch (type) {
    case "BOOLEAN":
      return typeof value2 === "boolean";
    case "INT32":
      return typeof value2 === "number" && Number.isInteger(value2) && value2 >= -2147483648 && value2 <= 2147483647;
    case "INT64":
      return typeof value2 === "bigint" && value2 >= INT64_MIN && value2 <= INT64_MAX;
    case "FLOAT":
      return typeof value2 === "number";
    case "DOUBLE":
      return typeof value2 === "number";
    case "STRING":
      return typeof value2 === "string";
    case "TIMESTAMP":
      return value2 instanceof Date;
    default:
      return false;
  }
}
function normalizeShreddingConfig(shredding) {
  if (Array.isArray(shredding)) {
    const elem = shredding.length ? normalizeShreddingConfig(shredding[0]) : void 0;
    return elem === void 0 ? void 0 : [elem];
  }
  if (typeof shredding === "object") {
    const normalized = {};
    for (const [key, type] of Object.entries(shredding)) {
      if (RESERVED_SHREDDING_FIELDS.has(key)) continue;
      const norm = normalizeShreddingConfig(type);
      if (norm !== void 0) normalized[key] = norm;
    }
    return Object.keys(normalized).length > 0 ? normalized : void 0;
  }
  return shredding;
}
function buildVariantDictionary(values) {
  const keys = /* @__PURE__ */ new Set();
  collectKeys(values, keys);
  return [...keys].sort();
}
function collectKeys(value2, keys) {
  if (value2 === null || value2 === void 0) return;
  if (Array.isArray(value2)) {
    for (const item of value2) {
      collectKeys(item, keys);
    }
    return;
  }
  if (value2 instanceof Date || value2 instanceof Uint8Array) return;
  if (typeof value2 === "object") {
    for (const key of Object.keys(value2)) {
      keys.add(key);
      collectKeys(value2[key], keys);
    }
  }
}
function writeVariantMetadata(dictionary) {
  const n = dictionary.length;
  const encoded = new Array(n);
  let totalStringBytes = 0;
  for (let i2 = 0; i2 < n; i2++) {
    const e = encoder2.encode(dictionary[i2]);
    encoded[i2] = e;
    totalStringBytes += e.length;
  }
  const offsetSize = byteWidth2(totalStringBytes);
  const header = 1 | 1 << 4 | offsetSize - 1 << 6;
  const totalSize = 1 + offsetSize + (n + 1) * offsetSize + totalStringBytes;
  const bytes = new Uint8Array(totalSize);
  let offset = 0;
  bytes[offset++] = header;
  for (let j = 0; j < offsetSize; j++) bytes[offset++] = n >> j * 8 & 255;
  let strOffset = 0;
  for (let i2 = 0; i2 < n; i2++) {
    for (let j = 0; j < offsetSize; j++) bytes[offset++] = strOffset >> j * 8 & 255;
    strOffset += encoded[i2].length;
  }
  for (let j = 0; j < offsetSize; j++) bytes[offset++] = strOffset >> j * 8 & 255;
  for (let i2 = 0; i2 < n; i2++) {
    bytes.set(encoded[i2], offset);
    offset += encoded[i2].length;
  }
  return bytes;
}
function writeVariantValue(value2, keyIndex, scratchWriters) {
  const writer = new ByteWriter(8);
  writeValue(value2, writer, keyIndex, scratchWriters);
  return writer.getBytes();
}
function writeValue(val, writer, keyIndex, scratchWriters) {
  if (val === null || val === void 0) {
    writer.appendUint8(0);
    return;
  }
  if (val === true) {
    writer.appendUint8(4);
    return;
  }
  if (val === false) {
    writer.appendUint8(8);
    return;
  }
  if (typeof val === "bigint") {
    if (val < INT64_MIN || val > INT64_MAX) {
      throw new RangeError(`variant bigint out of int64 range: ${val}`);
    }
    writer.appendUint8(6 << 2);
    writer.appendInt64(val);
    return;
  }
  if (typeof val === "number") {
    if (Number.isInteger(val)) {
      if (val >= -128 && val <= 127) {
        writer.appendUint8(3 << 2);
        writer.appendUint8(val & 255);
        return;
      }
      if (val >= -32768 && val <= 32767) {
        writer.appendUint8(4 << 2);
        appendUnsignedLE(writer, val, 2);
        return;
      }
      if (val >= -2147483648 && val <= 2147483647) {
        writer.appendUint8(5 << 2);
        writer.appendInt32(val);
        return;
      }
    }
    writer.appendUint8(7 << 2);
    writer.appendFloat64(val);
    return;
  }
  if (typeof val === "string") {
    const strBytes = encoder2.encode(val);
    if (strBytes.length <= 63) {
      writer.appendUint8(strBytes.length << 2 | 1);
      writer.appendBytes(strBytes);
    } else {
      writer.appendUint8(16 << 2);
      writer.appendUint32(strBytes.length);
      writer.appendBytes(strBytes);
    }
    return;
  }
  if (val instanceof Date) {
    writer.appendUint8(13 << 2);
    writer.appendInt64(BigInt(val.getTime()) * 1000n);
    return;
  }
  if (val instanceof Uint8Array) {
    writer.appendUint8(15 << 2);
    writer.appendUint32(val.length);
    writer.appendBytes(val);
    return;
  }
  if (Array.isArray(val)) {
    writeVariantArray(val, writer, keyIndex, scratchWriters);
    return;
  }
  if (typeof val === "object") {
    writeVariantObject(val, writer, keyIndex, scratchWriters);
    return;
  }
  throw new Error(`variant cannot encode value: ${val}`);
}
function writeVariantObject(obj, writer, keyIndex, scratchWriters) {
  const entries = Object.keys(obj).filter((key) => obj[key] !== void 0).map((key) => {
    const id = keyIndex.get(key);
    if (id === void 0) throw new Error(`variant key not in dictionary: ${key}`);
    return { id, key };
  });
  entries.sort((a, b) => a.id - b.id);
  const numElements = entries.length;
  const maxFieldId = numElements > 0 ? entries[numElements - 1].id : 0;
  const idWidth = byteWidth2(maxFieldId);
  const scratch = scratchWriters.pop() ?? new ByteWriter(8);
  const offsets = new Array(numElements + 1);
  offsets[0] = 0;
  for (let i2 = 0; i2 < numElements; i2++) {
    writeValue(obj[entries[i2].key], scratch, keyIndex, scratchWriters);
    offsets[i2 + 1] = scratch.index;
  }
  const offsetWidth = byteWidth2(offsets[numElements]);
  const isLarge = numElements > 255 ? 1 : 0;
  writer.appendUint8((offsetWidth - 1 | idWidth - 1 << 2 | isLarge << 4) << 2 | 2);
  if (isLarge) writer.appendUint32(numElements);
  else writer.appendUint8(numElements);
  for (const { id } of entries) appendUnsignedLE(writer, id, idWidth);
  for (const off of offsets) appendUnsignedLE(writer, off, offsetWidth);
  writer.appendBytes(scratch.getBytes());
  scratch.index = 0;
  scratch.offset = 0;
  scratchWriters.push(scratch);
}
function writeVariantArray(arr, writer, keyIndex, scratchWriters) {
  const numElements = arr.length;
  const scratch = scratchWriters.pop() ?? new ByteWriter(8);
  const offsets = new Array(numElements + 1);
  offsets[0] = 0;
  for (let i2 = 0; i2 < numElements; i2++) {
    writeValue(arr[i2], scratch, keyIndex, scratchWriters);
    offsets[i2 + 1] = scratch.index;
  }
  const offsetWidth = byteWidth2(offsets[numElements]);
  const isLarge = numElements > 255 ? 1 : 0;
  writer.appendUint8((offsetWidth - 1 | isLarge << 2) << 2 | 3);
  if (isLarge) writer.appendUint32(numElements);
  else writer.appendUint8(numElements);
  for (const off of offsets) appendUnsignedLE(writer, off, offsetWidth);
  writer.appendBytes(scratch.getBytes());
  scratch.index = 0;
  scratch.offset = 0;
  scratchWriters.push(scratch);
}
function byteWidth2(maxValue) {
  if (maxValue <= 255) return 1;
  if (maxValue <= 65535) return 2;
  if (maxValue <= 16777215) return 3;
  return 4;
}
function appendUnsignedLE(writer, value2, width) {
  for (let i2 = 0; i2 < width; i2++) {
    writer.appendUint8(value2 >> i2 * 8 & 255);
  }
}

// node_modules/hyparquet-writer/src/schema.js
function schemaFromColumnData({ columnData, schemaOverrides }) {
  const schema = [{
    name: "root",
    num_children: columnData.length
  }];
  for (const { name, data, type, nullable, shredding } of columnData) {
    if (schemaOverrides?.[name]) {
      const override = schemaOverrides[name];
      if (type || nullable !== void 0) {
        throw new Error(`cannot provide both type and schema override for column ${name}`);
      }
      if (override.name !== name) {
        throw new Error(`schema override for column ${name} must have matching name, got ${override.name}`);
      }
      if (override.type === "FIXED_LEN_BYTE_ARRAY" && !override.type_length) {
        throw new Error("schema override for FIXED_LEN_BYTE_ARRAY must include type_length");
      }
      if (override.num_children) {
        throw new Error("schema override does not support nested types");
      }
      schema.push(override);
    } else if (type === "VARIANT") {
      const repetition_type = nullable === false ? "REQUIRED" : "OPTIONAL";
      const shreddingConfig = shredding && shredding !== true ? normalizeShreddingConfig(shredding) : void 0;
      if (shreddingConfig) {
        schema.push(
          { name, repetition_type, num_children: 3, logical_type: { type: "VARIANT" } },
          { name: "metadata", type: "BYTE_ARRAY", repetition_type: "REQUIRED" },
          { name: "value", type: "BYTE_ARRAY", repetition_type: "OPTIONAL" },
          ...buildVariantTypedValue(shreddingConfig)
        );
      } else {
        schema.push(
          { name, repetition_type, num_children: 2, logical_type: { type: "VARIANT" } },
          { name: "metadata", type: "BYTE_ARRAY", repetition_type: "REQUIRED" },
          { name: "value", type: "BYTE_ARRAY", repetition_type: "OPTIONAL" }
        );
      }
    } else if (type) {
      schema.push(basicTypeToSchemaElement(name, type, nullable));
    } else {
      schema.push(autoSchemaElement(name, data.slice(0, 1e3)));
    }
  }
  return schema;
}
function buildVariantTypedValue(shredType) {
  if (Array.isArray(shredType)) {
    return [
      { name: "typed_value", repetition_type: "OPTIONAL", converted_type: "LIST", num_children: 1 },
      { name: "list", repetition_type: "REPEATED", num_children: 1 },
      { name: "element", repetition_type: "REQUIRED", num_children: 2 },
      { name: "value", type: "BYTE_ARRAY", repetition_type: "OPTIONAL" },
      ...buildVariantTypedValue(shredType[0])
    ];
  }
  if (typeof shredType === "object") {
    const fieldNames = Object.keys(shredType);
    const elements = [
      { name: "typed_value", repetition_type: "OPTIONAL", num_children: fieldNames.length }
    ];
    for (const fieldName of fieldNames) {
      elements.push(
        { name: fieldName, repetition_type: "OPTIONAL", num_children: 2 },
        { name: "value", type: "BYTE_ARRAY", repetition_type: "OPTIONAL" },
        ...buildVariantTypedValue(shredType[fieldName])
      );
    }
    return elements;
  }
  return [shreddedLeafElement(shredType)];
}
function shreddedLeafElement(type) {
  switch (type) {
    case "STRING":
      return { name: "typed_value", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" };
    case "INT32":
      return { name: "typed_value", type: "INT32", repetition_type: "OPTIONAL" };
    case "INT64":
      return { name: "typed_value", type: "INT64", repetition_type: "OPTIONAL" };
    case "DOUBLE":
      return { name: "typed_value", type: "DOUBLE", repetition_type: "OPTIONAL" };
    case "FLOAT":
      return { name: "typed_value", type: "FLOAT", repetition_type: "OPTIONAL" };
    case "BOOLEAN":
      return { name: "typed_value", type: "BOOLEAN", repetition_type: "OPTIONAL" };
    case "TIMESTAMP":
      return { name: "typed_value", type: "INT64", converted_type: "TIMESTAMP_MICROS", repetition_type: "OPTIONAL" };
    default:
      throw new Error(`unsupported shredded field type: ${type}`);
  }
}
function basicTypeToSchemaElement(name, type, nullable) {
  const repetition_type = nullable === false ? "REQUIRED" : "OPTIONAL";
  if (type === "STRING") {
    return { name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type };
  }
  if (type === "JSON") {
    return { name, type: "BYTE_ARRAY", converted_type: "JSON", repetition_type };
  }
  if (type === "TIMESTAMP") {
    return { name, type: "INT64", converted_type: "TIMESTAMP_MILLIS", repetition_type };
  }
  if (type === "UUID") {
    return { name, type: "FIXED_LEN_BYTE_ARRAY", type_length: 16, logical_type: { type: "UUID" }, repetition_type };
  }
  if (type === "FLOAT16") {
    return { name, type: "FIXED_LEN_BYTE_ARRAY", type_length: 2, logical_type: { type: "FLOAT16" }, repetition_type };
  }
  if (type === "GEOMETRY") {
    return { name, type: "BYTE_ARRAY", logical_type: { type: "GEOMETRY" }, repetition_type };
  }
  if (type === "GEOGRAPHY") {
    return { name, type: "BYTE_ARRAY", logical_type: { type: "GEOGRAPHY" }, repetition_type };
  }
  return { name, type, repetition_type };
}
function autoSchemaElement(name, values) {
  let type;
  let repetition_type = "REQUIRED";
  let converted_type;
  if (values instanceof Int32Array) return { name, type: "INT32", repetition_type };
  if (values instanceof BigInt64Array) return { name, type: "INT64", repetition_type };
  if (values instanceof Float32Array) return { name, type: "FLOAT", repetition_type };
  if (values instanceof Float64Array) return { name, type: "DOUBLE", repetition_type };
  for (const value2 of values) {
    if (value2 === null || value2 === void 0) {
      repetition_type = "OPTIONAL";
    } else {
      let valueType;
      let valueConvertedType;
      if (typeof value2 === "boolean") valueType = "BOOLEAN";
      else if (typeof value2 === "bigint") valueType = "INT64";
      else if (Number.isInteger(value2)) valueType = "INT32";
      else if (typeof value2 === "number") valueType = "DOUBLE";
      else if (value2 instanceof Uint8Array) valueType = "BYTE_ARRAY";
      else if (typeof value2 === "string") {
        valueType = "BYTE_ARRAY";
        valueConvertedType = "UTF8";
      } else if (value2 instanceof Date) {
        valueType = "INT64";
        valueConvertedType = "TIMESTAMP_MILLIS";
      } else if (typeof value2 === "object") {
        valueType = "BYTE_ARRAY";
        valueConvertedType = "JSON";
      } else throw new Error(`cannot determine parquet type for: ${value2}`);
      if (type === void 0) {
        type = valueType;
        converted_type = valueConvertedType;
      } else if (type === "INT32" && valueType === "DOUBLE") {
        type = "DOUBLE";
      } else if (type === "DOUBLE" && valueType === "INT32") {
        continue;
      } else if (type !== valueType || converted_type !== valueConvertedType) {
        throw new Error(`parquet cannot write mixed types: ${converted_type ?? type} and ${valueConvertedType ?? valueType}`);
      }
    }
  }
  if (!type) {
    type = "BYTE_ARRAY";
    repetition_type = "OPTIONAL";
  }
  return { name, type, repetition_type, converted_type };
}
function getMaxRepetitionLevel2(schemaPath) {
  let maxLevel = 0;
  for (const element2 of schemaPath) {
    if (element2.repetition_type === "REPEATED") {
      maxLevel++;
    }
  }
  return maxLevel;
}
function schemaPathResolver(schema) {
  const root2 = parquetSchema({ schema });
  const childrenByName = /* @__PURE__ */ new Map();
  return (path) => {
    let tree = root2;
    const schemaPath = [tree];
    for (const part2 of path) {
      let children = childrenByName.get(tree);
      if (!children) {
        children = /* @__PURE__ */ new Map();
        for (const child2 of tree.children) {
          if (!children.has(child2.element.name)) children.set(child2.element.name, child2);
        }
        childrenByName.set(tree, children);
      }
      const child = children.get(part2);
      if (!child) throw new Error(`parquet schema element not found: ${path}`);
      schemaPath.push(child);
      tree = child;
    }
    return schemaPath;
  };
}

// node_modules/hyparquet-writer/src/splitstream.js
function writeByteStreamSplit(writer, values, type, typeLength) {
  const count3 = values.length;
  let bytes;
  let width;
  if (type === "FLOAT") {
    const typed = values instanceof Float32Array ? values : new Float32Array(numberArray(values));
    bytes = new Uint8Array(typed.buffer, typed.byteOffset, typed.byteLength);
    width = 4;
  } else if (type === "DOUBLE") {
    const typed = values instanceof Float64Array ? values : new Float64Array(numberArray(values));
    bytes = new Uint8Array(typed.buffer, typed.byteOffset, typed.byteLength);
    width = 8;
  } else if (type === "INT32") {
    const typed = values instanceof Int32Array ? values : new Int32Array(numberArray(values));
    bytes = new Uint8Array(typed.buffer, typed.byteOffset, typed.byteLength);
    width = 4;
  } else if (type === "INT64") {
    const typed = bigIntArray(values);
    bytes = new Uint8Array(typed.buffer, typed.byteOffset, typed.byteLength);
    width = 8;
  } else if (type === "FIXED_LEN_BYTE_ARRAY") {
    if (!typeLength) throw new Error("parquet byte_stream_split missing type_length");
    width = typeLength;
    bytes = new Uint8Array(count3 * width);
    for (let i2 = 0; i2 < count3; i2++) {
      bytes.set(values[i2], i2 * width);
    }
  } else {
    throw new Error(`parquet byte_stream_split unsupported type: ${type}`);
  }
  for (let b = 0; b < width; b++) {
    for (let i2 = 0; i2 < count3; i2++) {
      writer.appendUint8(bytes[i2 * width + b]);
    }
  }
}
function numberArray(values) {
  if (Array.isArray(values) && values.every((v) => typeof v === "number")) {
    return values;
  }
  throw new Error("Expected number array for BYTE_STREAM_SPLIT encoding");
}
function bigIntArray(values) {
  if (values instanceof BigInt64Array) return values;
  if (Array.isArray(values) && values.every((v) => typeof v === "bigint")) {
    return new BigInt64Array(values);
  }
  throw new Error("Expected bigint array for BYTE_STREAM_SPLIT encoding");
}

// node_modules/hyparquet-writer/src/datapage.js
function writeDataPageV2({ writer, column: column2, encoding, pageData }) {
  const { columnName, element: element2, codec, compressors } = column2;
  const { type, type_length, repetition_type } = element2;
  if (!type) throw new Error(`column ${columnName} cannot determine type`);
  if (repetition_type === "REPEATED") throw new Error(`column ${columnName} repeated types not supported`);
  const levelWriter = new ByteWriter();
  const {
    definition_levels_byte_length,
    repetition_levels_byte_length,
    num_nulls,
    num_values,
    num_rows
  } = writeLevels(levelWriter, column2, pageData);
  const nonnull = num_nulls ? pageData.values.filter((v) => v !== null && v !== void 0) : pageData.values;
  const page = new ByteWriter();
  if (encoding === "PLAIN") {
    writePlain(page, nonnull, type, type_length);
  } else if (encoding === "RLE") {
    if (type !== "BOOLEAN") throw new Error("RLE encoding only supported for BOOLEAN type");
    const rleData = new ByteWriter();
    writeRleBitPackedHybrid(rleData, nonnull, 1);
    page.appendUint32(rleData.offset);
    page.appendBytes(rleData.getBytes());
  } else if (encoding === "PLAIN_DICTIONARY" || encoding === "RLE_DICTIONARY") {
    let maxValue = 0;
    for (const v of nonnull) if (v > maxValue) maxValue = v;
    const bitWidth3 = Math.ceil(Math.log2(maxValue + 1));
    page.appendUint8(bitWidth3);
    writeRleBitPackedHybrid(page, nonnull, bitWidth3);
  } else if (encoding === "DELTA_BINARY_PACKED") {
    if (type !== "INT32" && type !== "INT64") {
      throw new Error("DELTA_BINARY_PACKED encoding only supported for INT32 and INT64 types");
    }
    deltaBinaryPack(page, nonnull, type);
  } else if (encoding === "DELTA_LENGTH_BYTE_ARRAY") {
    if (type !== "BYTE_ARRAY") {
      throw new Error("DELTA_LENGTH_BYTE_ARRAY encoding only supported for BYTE_ARRAY type");
    }
    deltaLengthByteArray2(page, nonnull);
  } else if (encoding === "DELTA_BYTE_ARRAY") {
    if (type !== "BYTE_ARRAY") {
      throw new Error("DELTA_BYTE_ARRAY encoding only supported for BYTE_ARRAY type");
    }
    deltaByteArray2(page, nonnull);
  } else if (encoding === "BYTE_STREAM_SPLIT") {
    writeByteStreamSplit(page, nonnull, type, type_length);
  } else {
    throw new Error(`parquet unsupported encoding: ${encoding}`);
  }
  const pageBytes = page.getBytes();
  const compressedBytes = compressors[codec]?.(pageBytes) ?? pageBytes;
  const headerStart = writer.offset;
  writePageHeader(writer, {
    type: "DATA_PAGE_V2",
    uncompressed_page_size: levelWriter.offset + page.offset,
    compressed_page_size: levelWriter.offset + compressedBytes.length,
    data_page_header_v2: {
      num_values,
      num_nulls,
      num_rows,
      encoding,
      definition_levels_byte_length,
      repetition_levels_byte_length,
      is_compressed: !!codec
      // is there benefit to page statistics here?
    }
  });
  const headerSize = writer.offset - headerStart;
  writer.appendBytes(levelWriter.getBytes());
  writer.appendBytes(compressedBytes);
  return headerSize + levelWriter.offset + page.offset;
}
function writePageHeader(writer, header) {
  const compact = {
    field_1: PageTypes.indexOf(header.type),
    field_2: header.uncompressed_page_size,
    field_3: header.compressed_page_size,
    field_4: header.crc,
    field_5: header.data_page_header && {
      field_1: header.data_page_header.num_values,
      field_2: Encodings.indexOf(header.data_page_header.encoding),
      field_3: Encodings.indexOf(header.data_page_header.definition_level_encoding),
      field_4: Encodings.indexOf(header.data_page_header.repetition_level_encoding)
      // field_5: header.data_page_header.statistics,
    },
    field_7: header.dictionary_page_header && {
      field_1: header.dictionary_page_header.num_values,
      field_2: Encodings.indexOf(header.dictionary_page_header.encoding)
    },
    field_8: header.data_page_header_v2 && {
      field_1: header.data_page_header_v2.num_values,
      field_2: header.data_page_header_v2.num_nulls,
      field_3: header.data_page_header_v2.num_rows,
      field_4: Encodings.indexOf(header.data_page_header_v2.encoding),
      field_5: header.data_page_header_v2.definition_levels_byte_length,
      field_6: header.data_page_header_v2.repetition_levels_byte_length,
      field_7: header.data_page_header_v2.is_compressed ? void 0 : false
      // default true
    }
  };
  serializeTCompactProtocol(writer, compact);
}
function writeLevels(writer, column2, dataPage) {
  const { schemaPath } = column2;
  const { values, definitionLevels, repetitionLevels, maxDefinitionLevel } = dataPage;
  const num_values = definitionLevels.length || values.length;
  let num_nulls = 0;
  let num_rows = 0;
  if (repetitionLevels.length) {
    for (let i2 = 0; i2 < repetitionLevels.length; i2++) {
      if (repetitionLevels[i2] === 0) num_rows++;
    }
  } else {
    num_rows = values.length;
  }
  if (definitionLevels.length) {
    for (let i2 = 0; i2 < definitionLevels.length; i2++) {
      if (definitionLevels[i2] < maxDefinitionLevel) num_nulls++;
    }
  }
  const maxRepetitionLevel = getMaxRepetitionLevel2(schemaPath);
  let repetition_levels_byte_length = 0;
  if (maxRepetitionLevel) {
    const bitWidth3 = Math.ceil(Math.log2(maxRepetitionLevel + 1));
    repetition_levels_byte_length = writeRleBitPackedHybrid(writer, repetitionLevels, bitWidth3);
  }
  let definition_levels_byte_length = 0;
  if (maxDefinitionLevel) {
    const bitWidth3 = Math.ceil(Math.log2(maxDefinitionLevel + 1));
    definition_levels_byte_length = writeRleBitPackedHybrid(writer, definitionLevels, bitWidth3);
  }
  return { definition_levels_byte_length, repetition_levels_byte_length, num_values, num_nulls, num_rows };
}

// node_modules/hyparquet-writer/src/dictionary.js
var textEncoder2 = new TextEncoder();
function estimateValueSize(value2, type, type_length) {
  if (value2 === null || value2 === void 0) return 0;
  if (type === "BOOLEAN") return 0.125;
  if (type === "INT32" || type === "FLOAT") return 4;
  if (type === "INT64" || type === "DOUBLE") return 8;
  if (type === "INT96") return 12;
  if (type === "FIXED_LEN_BYTE_ARRAY") return type_length ?? 0;
  if (type === "BYTE_ARRAY") {
    if (value2 instanceof Uint8Array) return value2.byteLength;
    if (typeof value2 === "string") return value2.length;
  }
  return 0;
}
function hashBytes(bytes) {
  let h = 2166136261;
  for (let i2 = 0; i2 < bytes.length; i2++) {
    h ^= bytes[i2];
    h = Math.imul(h, 16777619);
  }
  return h >>> 0;
}
function bytesEqual(a, b) {
  if (a.length !== b.length) return false;
  for (let i2 = 0; i2 < a.length; i2++) {
    if (a[i2] !== b[i2]) return false;
  }
  return true;
}
var sampleRejectionRatio = 0.9;
function useDictionary(values, type, type_length, encoding, dictionarySize, required) {
  if (encoding && encoding !== "RLE_DICTIONARY") return {};
  if (type === "BOOLEAN") return {};
  const forced = encoding === "RLE_DICTIONARY";
  const byteArrayPrefixSize = type === "BYTE_ARRAY" ? 4 : 0;
  if (!forced) {
    const sampleSize = Math.min(values.length, 1e3);
    const sampleSizes = /* @__PURE__ */ new Map();
    const sampleHashes = /* @__PURE__ */ new Map();
    let sampleDictionarySize = 0;
    let sampleTotalSize = 0;
    for (let i2 = 0; i2 < sampleSize; i2++) {
      const sampleIndex = sampleSize === 1 ? 0 : Math.floor(i2 * (values.length - 1) / (sampleSize - 1));
      const value2 = values[sampleIndex];
      let key = value2;
      if (value2 instanceof Uint8Array) {
        key = sampleHashes.get(value2);
        if (key === void 0) {
          key = hashBytes(value2);
          sampleHashes.set(value2, key);
        }
      }
      let valueSize = sampleSizes.get(key);
      if (valueSize === void 0) {
        valueSize = estimateValueSize(value2, type, type_length) + (value2 === null || value2 === void 0 ? 0 : byteArrayPrefixSize);
        sampleSizes.set(key, valueSize);
        sampleDictionarySize += valueSize;
      }
      sampleTotalSize += valueSize;
    }
    if (!sampleTotalSize || sampleDictionarySize / sampleTotalSize > sampleRejectionRatio) return {};
  }
  const dictionary = [];
  const indexes = new Array(values.length);
  const valueIndex = /* @__PURE__ */ new Map();
  const valueSizes = [];
  const hashBuckets = /* @__PURE__ */ new Map();
  let dictSize = 0;
  let physicalDictSize = 0;
  let totalSize = 0;
  let nonNullCount = 0;
  for (let i2 = 0; i2 < values.length; i2++) {
    const value2 = values[i2];
    if (value2 === null || value2 === void 0) {
      if (required) throw new Error("parquet required value is undefined");
      continue;
    }
    nonNullCount++;
    let index;
    if (value2 instanceof Uint8Array) {
      totalSize += value2.byteLength;
      index = valueIndex.get(value2);
      if (index !== void 0) {
        indexes[i2] = index;
        continue;
      }
      const hash = hashBytes(value2);
      const bucket = hashBuckets.get(hash);
      if (bucket) {
        for (const j of bucket) {
          if (bytesEqual(dictionary[j], value2)) {
            index = j;
            break;
          }
        }
      }
      if (index === void 0) {
        dictSize += value2.byteLength;
        if (!forced && dictionarySize) {
          physicalDictSize += value2.byteLength;
          if (physicalDictSize > dictionarySize) return {};
        }
        index = dictionary.length;
        dictionary.push(value2);
        if (bucket) bucket.push(index);
        else hashBuckets.set(hash, [index]);
      }
      valueIndex.set(value2, index);
    } else {
      index = valueIndex.get(value2);
      const valueSize = index === void 0 ? estimateValueSize(value2, type, type_length) : valueSizes[index];
      totalSize += valueSize;
      if (index === void 0) {
        dictSize += valueSize;
        if (!forced && dictionarySize) {
          physicalDictSize += typeof value2 === "string" ? textEncoder2.encode(value2).byteLength : valueSize;
          if (physicalDictSize > dictionarySize) return {};
        }
        index = dictionary.length;
        dictionary.push(value2);
        valueSizes[index] = valueSize;
        valueIndex.set(value2, index);
      }
    }
    indexes[i2] = index;
  }
  const bitWidth3 = Math.ceil(Math.log2(dictionary.length));
  const indexSize = Math.ceil(nonNullCount * bitWidth3 / 8);
  const plainSize = totalSize + nonNullCount * byteArrayPrefixSize;
  const dictionaryValueSize = dictSize + dictionary.length * byteArrayPrefixSize;
  if (!forced && 2 * (dictionaryValueSize + indexSize) > plainSize) return {};
  return { dictionary, indexes };
}
function writeDictionaryPage(writer, column2, dictionary) {
  const { element: element2, codec, compressors } = column2;
  const { type, type_length } = element2;
  if (!type) throw new Error(`column ${column2.columnName} cannot determine type`);
  const dictionaryPage = new ByteWriter();
  writePlain(dictionaryPage, dictionary, type, type_length);
  const dictionaryBytes = dictionaryPage.getBytes();
  const compressedBytes = compressors[codec]?.(dictionaryBytes) ?? dictionaryBytes;
  const headerStart = writer.offset;
  writePageHeader(writer, {
    type: "DICTIONARY_PAGE",
    uncompressed_page_size: dictionaryBytes.byteLength,
    compressed_page_size: compressedBytes.byteLength,
    dictionary_page_header: {
      num_values: dictionary.length,
      encoding: "PLAIN"
    }
  });
  const headerSize = writer.offset - headerStart;
  writer.appendBytes(compressedBytes);
  return headerSize + dictionaryBytes.byteLength;
}

// node_modules/hyparquet-writer/src/geospatial.js
function geospatialStatistics(values) {
  const typeCodes = /* @__PURE__ */ new Set();
  let partial;
  for (const value2 of values) {
    if (value2 === null || value2 === void 0) continue;
    if (typeof value2 !== "object") {
      throw new Error("geospatial column expects GeoJSON geometries");
    }
    partial = extendBoundsFromGeometry(partial, value2);
    typeCodes.add(geometryTypeCodeWithDimension(value2));
  }
  let bbox;
  const { xmin, ymin, xmax, ymax } = partial ?? {};
  if (xmin !== void 0 && ymin !== void 0 && xmax !== void 0 && ymax !== void 0) {
    bbox = { ...partial, xmin, ymin, xmax, ymax };
  }
  if (typeCodes.size || bbox) {
    return {
      bbox,
      // Geospatial type codes of all instances, or an empty list if not known
      geospatial_types: typeCodes.size ? Array.from(typeCodes).sort((a, b) => a - b) : []
    };
  }
}
function extendBoundsFromGeometry(bbox, geometry) {
  if (geometry.type === "GeometryCollection") {
    for (const child of geometry.geometries || []) {
      bbox = extendBoundsFromGeometry(bbox, child);
    }
    return bbox;
  }
  return extendBoundsFromCoordinates(bbox, geometry.coordinates);
}
function extendBoundsFromCoordinates(bbox, coordinates2) {
  if (typeof coordinates2[0] === "number") {
    bbox = updateAxis(bbox, "xmin", "xmax", coordinates2[0]);
    bbox = updateAxis(bbox, "ymin", "ymax", coordinates2[1]);
    if (coordinates2.length > 2) bbox = updateAxis(bbox, "zmin", "zmax", coordinates2[2]);
    if (coordinates2.length > 3) bbox = updateAxis(bbox, "mmin", "mmax", coordinates2[3]);
    return bbox;
  }
  for (const child of coordinates2) {
    bbox = extendBoundsFromCoordinates(bbox, child);
  }
  return bbox;
}
function updateAxis(bbox, minKey, maxKey, value2) {
  if (value2 === void 0 || !Number.isFinite(value2)) return bbox;
  if (!bbox) bbox = {};
  const min = bbox[minKey];
  const max2 = bbox[maxKey];
  if (min === void 0 || value2 < min) bbox[minKey] = value2;
  if (max2 === void 0 || value2 > max2) bbox[maxKey] = value2;
  return bbox;
}
function geometryTypeCodeWithDimension(geometry) {
  const base = geometryTypeCodes[geometry.type];
  if (base === void 0) throw new Error(`unknown geometry type: ${geometry.type}`);
  const dim = inferGeometryDimensions(geometry);
  if (dim === 2) return base;
  if (dim === 3) return base + 1e3;
  if (dim === 4) return base + 3e3;
  throw new Error(`unsupported geometry dimensions: ${dim}`);
}
var geometryTypeCodes = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
  GeometryCollection: 7
};
function inferGeometryDimensions(geometry) {
  if (geometry.type === "GeometryCollection") {
    let maxDim = 0;
    for (const child of geometry.geometries || []) {
      maxDim = Math.max(maxDim, inferGeometryDimensions(child));
    }
    return maxDim || 2;
  }
  return inferCoordinateDimensions(geometry.coordinates);
}
function inferCoordinateDimensions(value2) {
  if (!value2.length) return 2;
  if (typeof value2[0] === "number") return value2.length;
  let maxDim = 0;
  for (const item of value2) {
    maxDim = Math.max(maxDim, inferCoordinateDimensions(item));
  }
  return maxDim || 2;
}

// node_modules/hyparquet-writer/src/wkb.js
function geojsonToWkb(geometry) {
  const writer = new ByteWriter();
  writeGeometry(writer, geometry);
  return writer.getBytes();
}
function writeGeometry(writer, geometry) {
  if (typeof geometry !== "object") {
    throw new Error("geometry values must be GeoJSON geometries");
  }
  const typeCode = geometryTypeCode(geometry.type);
  const dim = inferGeometryDimensions2(geometry);
  let flag2 = 0;
  if (dim === 3) flag2 = 1;
  else if (dim === 4) flag2 = 3;
  else if (dim > 4) throw new Error(`unsupported geometry dimensions: ${dim}`);
  writer.appendUint8(1);
  writer.appendUint32(typeCode + flag2 * 1e3);
  if (geometry.type === "Point") {
    writePosition(writer, geometry.coordinates, dim);
  } else if (geometry.type === "LineString") {
    writeLine(writer, geometry.coordinates, dim);
  } else if (geometry.type === "Polygon") {
    writer.appendUint32(geometry.coordinates.length);
    for (const ring of geometry.coordinates) {
      writeLine(writer, ring, dim);
    }
  } else if (geometry.type === "MultiPoint") {
    writer.appendUint32(geometry.coordinates.length);
    for (const coordinates2 of geometry.coordinates) {
      writeGeometry(writer, { type: "Point", coordinates: coordinates2 });
    }
  } else if (geometry.type === "MultiLineString") {
    writer.appendUint32(geometry.coordinates.length);
    for (const coordinates2 of geometry.coordinates) {
      writeGeometry(writer, { type: "LineString", coordinates: coordinates2 });
    }
  } else if (geometry.type === "MultiPolygon") {
    writer.appendUint32(geometry.coordinates.length);
    for (const coordinates2 of geometry.coordinates) {
      writeGeometry(writer, { type: "Polygon", coordinates: coordinates2 });
    }
  } else if (geometry.type === "GeometryCollection") {
    writer.appendUint32(geometry.geometries.length);
    for (const child of geometry.geometries) {
      writeGeometry(writer, child);
    }
  } else {
    throw new Error("unsupported geometry type");
  }
}
function writePosition(writer, position, dim) {
  if (position.length < dim) {
    throw new Error("geometry position dimensions mismatch");
  }
  for (let i2 = 0; i2 < dim; i2++) {
    writer.appendFloat64(position[i2]);
  }
}
function writeLine(writer, coordinates2, dim) {
  writer.appendUint32(coordinates2.length);
  for (const position of coordinates2) {
    writePosition(writer, position, dim);
  }
}
function geometryTypeCode(type) {
  if (type === "Point") return 1;
  if (type === "LineString") return 2;
  if (type === "Polygon") return 3;
  if (type === "MultiPoint") return 4;
  if (type === "MultiLineString") return 5;
  if (type === "MultiPolygon") return 6;
  if (type === "GeometryCollection") return 7;
  throw new Error(`unknown geometry type: ${type}`);
}
function inferGeometryDimensions2(geometry) {
  if (geometry.type === "GeometryCollection") {
    let maxDim = 0;
    for (const child of geometry.geometries) {
      maxDim = Math.max(maxDim, inferGeometryDimensions2(child));
    }
    return maxDim || 2;
  }
  return inferCoordinateDimensions2(geometry.coordinates);
}
function inferCoordinateDimensions2(value2) {
  if (!Array.isArray(value2)) return 2;
  if (!value2.length) return 2;
  if (typeof value2[0] === "number") return value2.length;
  let maxDim = 0;
  for (const item of value2) {
    maxDim = Math.max(maxDim, inferCoordinateDimensions2(item));
  }
  return maxDim || 2;
}

// node_modules/hyparquet-writer/src/unconvert.js
var dayMillis = 864e5;
function mapConverted(values, convert2) {
  const cache = /* @__PURE__ */ new Map();
  return Array.from(values, (value2) => {
    if (cache.has(value2)) return cache.get(value2);
    const result2 = convert2(value2);
    cache.set(value2, result2);
    return result2;
  });
}
function unconvert(element2, values) {
  const { type, converted_type: ctype, logical_type: ltype } = element2;
  if (ctype === "DECIMAL") {
    const factor = 10 ** (element2.scale || 0);
    return Array.from(values, (v) => {
      if (v === null || v === void 0) return v;
      if (typeof v === "bigint") return unconvertDecimal(element2, v);
      if (typeof v !== "number") throw new Error("DECIMAL must be a number or bigint");
      return unconvertDecimal(element2, BigInt(Math.round(v * factor)));
    });
  }
  if (ctype === "DATE") {
    return Array.from(values).map((v) => {
      if (v instanceof Date) return Math.floor(v.getTime() / dayMillis);
      return v;
    });
  }
  if (ctype === "TIMESTAMP_MILLIS") {
    return Array.from(values).map((v) => {
      if (v === null || v === void 0) return v;
      if (v instanceof Date) return BigInt(v.getTime());
      return BigInt(v);
    });
  }
  if (ctype === "TIMESTAMP_MICROS") {
    return Array.from(values).map((v) => {
      if (v === null || v === void 0) return v;
      if (v instanceof Date) return BigInt(v.getTime() * 1e3);
      return BigInt(v);
    });
  }
  if (ctype === "JSON") {
    if (!Array.isArray(values)) throw new Error("JSON must be an array");
    const encoder3 = new TextEncoder();
    return mapConverted(
      values,
      (v) => v === null || v === void 0 ? v : encoder3.encode(JSON.stringify(toJson(v)))
    );
  }
  if (ctype === "UTF8") {
    if (!Array.isArray(values)) throw new Error("strings must be an array");
    const encoder3 = new TextEncoder();
    return values.map((v) => typeof v === "string" ? encoder3.encode(v) : v);
  }
  if (ctype === "UINT_32" || ltype?.type === "INTEGER" && ltype.bitWidth === 32 && !ltype.isSigned) {
    if (values instanceof Uint32Array) return values;
    if (values instanceof Int32Array) return new Uint32Array(values.buffer, values.byteOffset, values.length);
    return Array.from(values).map((v) => {
      if (v === null || v === void 0) return v;
      if (!Number.isSafeInteger(v)) throw new Error("expected integer value, got " + v);
      if (v < 0 || v > 4294967295) throw new Error("expected uint32 value, got " + v);
      if (v > 2147483647) return v - 4294967296;
      return v;
    });
  }
  if (ltype?.type === "FLOAT16") {
    if (type !== "FIXED_LEN_BYTE_ARRAY") throw new Error("FLOAT16 must be FIXED_LEN_BYTE_ARRAY type");
    if (element2.type_length !== 2) throw new Error("FLOAT16 expected type_length to be 2 bytes");
    return Array.from(values).map(unconvertFloat16);
  }
  if (ltype?.type === "UUID") {
    if (!Array.isArray(values)) throw new Error("UUID must be an array");
    if (type !== "FIXED_LEN_BYTE_ARRAY") throw new Error("UUID must be FIXED_LEN_BYTE_ARRAY type");
    if (element2.type_length !== 16) throw new Error("UUID expected type_length to be 16 bytes");
    return values.map(unconvertUuid);
  }
  if (ltype?.type === "TIMESTAMP") {
    return Array.from(values).map((v) => {
      if (v === null || v === void 0) return v;
      if (v instanceof Date) {
        const millis = BigInt(v.getTime());
        if (ltype.unit === "NANOS") return millis * 1000000n;
        if (ltype.unit === "MICROS") return millis * 1000n;
        return millis;
      }
      return BigInt(v);
    });
  }
  if (ltype?.type === "GEOMETRY" || ltype?.type === "GEOGRAPHY") {
    if (!Array.isArray(values)) throw new Error("geometry must be an array");
    return mapConverted(values, (v) => {
      if (v === null || v === void 0) return v;
      return geojsonToWkb(v);
    });
  }
  return values;
}
function unconvertUuid(value2) {
  if (value2 === void 0 || value2 === null) return;
  if (value2 instanceof Uint8Array) return value2;
  if (typeof value2 === "string") {
    const uuidRegex = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
    if (!uuidRegex.test(value2)) {
      throw new Error("UUID must be a valid UUID string");
    }
    value2 = value2.replace(/-/g, "").toLowerCase();
    const bytes = new Uint8Array(16);
    for (let i2 = 0; i2 < 16; i2++) {
      bytes[i2] = parseInt(value2.slice(i2 * 2, i2 * 2 + 2), 16);
    }
    return bytes;
  }
  throw new Error("UUID must be a string or Uint8Array");
}
var STATS_TRUNCATE_LENGTH = 16;
var utf8Decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
function truncateStatistic(bytes, element2, isMax, length2) {
  if (bytes.length <= length2 || !isTruncatable(element2)) return bytes;
  const truncated = isUtf8(element2) ? truncateUtf8(bytes, isMax, length2) : truncateBytes(bytes, isMax, length2);
  return truncated ?? bytes;
}
function isTruncatable({ type, converted_type, logical_type }) {
  if (type !== "BYTE_ARRAY") return false;
  if (converted_type === "DECIMAL" || converted_type === "JSON" || converted_type === "BSON") return false;
  return logical_type?.type !== "JSON" && logical_type?.type !== "BSON";
}
function isUtf8({ converted_type, logical_type }) {
  return converted_type === "UTF8" || converted_type === "ENUM" || logical_type?.type === "STRING" || logical_type?.type === "ENUM";
}
function truncateBytes(bytes, isMax, length2) {
  const prefix = new Uint8Array(bytes.subarray(0, length2));
  if (!isMax) return prefix;
  let i2 = prefix.length - 1;
  while (i2 >= 0 && prefix[i2] === 255) i2--;
  if (i2 < 0) return void 0;
  const rounded = prefix.slice(0, i2 + 1);
  rounded[i2] += 1;
  return rounded;
}
function truncateUtf8(bytes, isMax, length2) {
  let end2 = length2;
  while (end2 > 0 && (bytes[end2] & 192) === 128) end2--;
  if (!isMax) return new Uint8Array(bytes.subarray(0, end2));
  let text2;
  try {
    text2 = utf8Decoder.decode(bytes.subarray(0, end2));
  } catch {
    return truncateBytes(bytes, isMax, length2);
  }
  const codePoints = Array.from(text2, (c) => c.codePointAt(0) ?? 0);
  const encoder3 = new TextEncoder();
  for (let i2 = codePoints.length - 1; i2 >= 0; i2--) {
    end2--;
    while (end2 > 0 && (bytes[end2] & 192) === 128) end2--;
    const code = codePoints[i2];
    if (code === 1114111) continue;
    const next = code === 55295 ? 57344 : code + 1;
    const suffix = encoder3.encode(String.fromCodePoint(next));
    if (end2 + suffix.length > length2) continue;
    const rounded = new Uint8Array(end2 + suffix.length);
    rounded.set(bytes.subarray(0, end2));
    rounded.set(suffix, end2);
    return rounded;
  }
}
function minMaxIsExact(value2, element2, isMax, length2) {
  if (value2 === void 0 || value2 === null) return void 0;
  if (!isTruncatable(element2)) return void 0;
  const bytes = value2 instanceof Uint8Array ? value2 : new TextEncoder().encode(value2.toString());
  return truncateStatistic(bytes, element2, isMax, length2) === bytes ? void 0 : false;
}
function unconvertMinMax(value2, element2, isMax, truncateLength = STATS_TRUNCATE_LENGTH) {
  if (value2 === void 0 || value2 === null) return void 0;
  const { type, converted_type } = element2;
  if (type === "BOOLEAN") return new Uint8Array([value2 ? 1 : 0]);
  if (element2.logical_type?.type === "UUID" && (typeof value2 === "string" || value2 instanceof Uint8Array)) {
    return unconvertUuid(value2);
  }
  if (converted_type === "DECIMAL") {
    if (typeof value2 !== "number" && typeof value2 !== "bigint") {
      throw new Error("DECIMAL must be a number or bigint");
    }
    const factor = 10 ** (element2.scale || 0);
    const scaled = typeof value2 === "bigint" ? value2 : BigInt(Math.round(value2 * factor));
    const out = unconvertDecimal(element2, scaled);
    if (out instanceof Uint8Array) return out;
    if (typeof out === "number") {
      const buffer = new ArrayBuffer(4);
      new DataView(buffer).setInt32(0, out, true);
      return new Uint8Array(buffer);
    }
    if (typeof out === "bigint") {
      const buffer = new ArrayBuffer(8);
      new DataView(buffer).setBigInt64(0, out, true);
      return new Uint8Array(buffer);
    }
  }
  if (element2.logical_type?.type === "FLOAT16" && typeof value2 === "number") {
    return unconvertFloat16(value2);
  }
  if (type === "BYTE_ARRAY" || type === "FIXED_LEN_BYTE_ARRAY") {
    const bytes = value2 instanceof Uint8Array ? value2 : new TextEncoder().encode(value2.toString());
    return truncateStatistic(bytes, element2, isMax, truncateLength);
  }
  if (type === "FLOAT" && typeof value2 === "number") {
    const buffer = new ArrayBuffer(4);
    new DataView(buffer).setFloat32(0, value2, true);
    return new Uint8Array(buffer);
  }
  if (type === "DOUBLE" && typeof value2 === "number") {
    const buffer = new ArrayBuffer(8);
    new DataView(buffer).setFloat64(0, value2, true);
    return new Uint8Array(buffer);
  }
  if (type === "INT32" && typeof value2 === "number") {
    const buffer = new ArrayBuffer(4);
    new DataView(buffer).setInt32(0, value2, true);
    return new Uint8Array(buffer);
  }
  if (type === "INT64" && (typeof value2 === "bigint" || typeof value2 === "number" && Number.isInteger(value2))) {
    const buffer = new ArrayBuffer(8);
    new DataView(buffer).setBigInt64(0, BigInt(value2), true);
    return new Uint8Array(buffer);
  }
  if (type === "INT32" && converted_type === "DATE" && value2 instanceof Date) {
    const buffer = new ArrayBuffer(4);
    new DataView(buffer).setInt32(0, Math.floor(value2.getTime() / dayMillis), true);
    return new Uint8Array(buffer);
  }
  if (type === "INT64" && converted_type === "TIMESTAMP_MILLIS" && value2 instanceof Date) {
    const buffer = new ArrayBuffer(8);
    new DataView(buffer).setBigInt64(0, BigInt(value2.getTime()), true);
    return new Uint8Array(buffer);
  }
  if (type === "INT64" && converted_type === "TIMESTAMP_MICROS" && value2 instanceof Date) {
    const buffer = new ArrayBuffer(8);
    new DataView(buffer).setBigInt64(0, BigInt(value2.getTime() * 1e3), true);
    return new Uint8Array(buffer);
  }
  if (type === "INT64" && element2.logical_type?.type === "TIMESTAMP" && value2 instanceof Date) {
    const millis = BigInt(value2.getTime());
    const { unit } = element2.logical_type;
    let bigintValue = millis;
    if (unit === "NANOS") bigintValue = millis * 1000000n;
    else if (unit === "MICROS") bigintValue = millis * 1000n;
    const buffer = new ArrayBuffer(8);
    new DataView(buffer).setBigInt64(0, bigintValue, true);
    return new Uint8Array(buffer);
  }
  throw new Error(`unsupported type for statistics: ${type} with value ${value2}`);
}
function unconvertStatistics(stats, element2, truncateLength = STATS_TRUNCATE_LENGTH) {
  return {
    field_1: unconvertMinMax(stats.max, element2, true, truncateLength),
    field_2: unconvertMinMax(stats.min, element2, false, truncateLength),
    field_3: stats.null_count,
    field_4: stats.distinct_count,
    field_5: unconvertMinMax(stats.max_value, element2, true, truncateLength),
    field_6: unconvertMinMax(stats.min_value, element2, false, truncateLength),
    field_7: stats.is_max_value_exact ?? minMaxIsExact(stats.max_value ?? stats.max, element2, true, truncateLength),
    field_8: stats.is_min_value_exact ?? minMaxIsExact(stats.min_value ?? stats.min, element2, false, truncateLength),
    field_9: stats.nan_count
  };
}
function unconvertDecimal({ type, type_length }, value2) {
  if (type === "INT32") return Number(value2);
  if (type === "INT64") return value2;
  if (type === "FIXED_LEN_BYTE_ARRAY" && !type_length) {
    throw new Error("fixed length byte array type_length is required");
  }
  if (!type_length && !value2) return new Uint8Array();
  const bytes = [];
  while (true) {
    const byte = Number(value2 & 0xffn);
    bytes.unshift(byte);
    value2 >>= 8n;
    if (type_length) {
      if (bytes.length >= type_length) break;
    } else {
      const sign = byte & 128;
      if (!sign && value2 === 0n || sign && value2 === -1n) {
        break;
      }
    }
  }
  return new Uint8Array(bytes);
}
function unconvertFloat16(value2) {
  if (value2 === void 0 || value2 === null) return;
  if (typeof value2 !== "number") throw new Error("parquet float16 expected number value");
  if (Number.isNaN(value2)) return new Uint8Array([0, 126]);
  const sign = value2 < 0 || Object.is(value2, -0) ? 1 : 0;
  const abs = Math.abs(value2);
  if (!isFinite(abs)) return new Uint8Array([0, sign << 7 | 124]);
  if (abs === 0) return new Uint8Array([0, sign << 7]);
  if (abs >= 65520) return new Uint8Array([0, sign << 7 | 124]);
  let exponent = -14;
  if (abs >= 2 ** -14) {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, abs);
    exponent = (view.getUint32(0) >>> 20 & 2047) - 1023;
  }
  const scaled = abs / 2 ** (exponent - 10);
  let significand = Math.floor(scaled);
  const remainder = scaled - significand;
  if (remainder > 0.5 || remainder === 0.5 && significand % 2) significand++;
  const magnitude = abs < 2 ** -14 ? significand : (exponent + 14) * 1024 + significand;
  const bits162 = sign << 15 | magnitude;
  return new Uint8Array([bits162 & 255, bits162 >> 8]);
}

// node_modules/hyparquet-writer/src/column.js
function writeColumn({ writer, column: column2, pageData }) {
  const { columnName, element: element2, schemaPath, stats, pageSize, dictionarySize, encoding: userEncoding } = column2;
  const { type, type_length } = element2;
  if (!type) throw new Error(`column ${columnName} cannot determine type`);
  const { values, definitionLevels, repetitionLevels, maxDefinitionLevel } = pageData;
  const offsetStart = writer.offset;
  let uncompressedSize = 0;
  const encodings = [];
  const isGeospatial = element2?.logical_type?.type === "GEOMETRY" || element2?.logical_type?.type === "GEOGRAPHY";
  const geospatial_statistics = stats && isGeospatial ? geospatialStatistics(values) : void 0;
  let bloomFilter;
  if (column2.bloomFilter) {
    const opts = typeof column2.bloomFilter === "object" ? column2.bloomFilter : void 0;
    const builder = new BloomBuilder(element2, opts);
    for (const v of values) builder.insert(v);
    bloomFilter = builder.finalize();
  }
  let dictionary_page_offset;
  const selectPhysical = element2.converted_type !== "UTF8";
  const dictionaryValues = selectPhysical ? unconvert(element2, values) : values;
  if (type === "INT64") {
    const unsigned = element2.converted_type === "UINT_64" || element2.logical_type?.type === "INTEGER" && !element2.logical_type.isSigned;
    const min = unsigned ? 0n : -(2n ** 63n);
    const max2 = unsigned ? 2n ** 64n - 1n : 2n ** 63n - 1n;
    for (const value2 of dictionaryValues) {
      if (value2 !== null && value2 !== void 0 && (value2 < min || value2 > max2)) {
        throw new RangeError(`parquet INT64 value out of range: ${value2}`);
      }
    }
  }
  const statisticsValues = element2.converted_type === "JSON" ? dictionaryValues : values;
  const statistics = stats ? getStatistics(statisticsValues, element2) : void 0;
  const { dictionary, indexes } = useDictionary(
    dictionaryValues,
    type,
    type_length,
    userEncoding,
    dictionarySize,
    maxDefinitionLevel === 0
  );
  let encoding;
  let writeValues;
  let writeType = type;
  if (dictionary && indexes) {
    writeValues = indexes;
    writeType = "INT32";
    encoding = "RLE_DICTIONARY";
    dictionary_page_offset = BigInt(writer.offset);
    const unconverted = selectPhysical ? dictionary : unconvert(element2, dictionary);
    uncompressedSize += writeDictionaryPage(writer, column2, unconverted);
    encodings.push("PLAIN");
  } else {
    writeValues = selectPhysical ? dictionaryValues : unconvert(element2, values);
    encoding = userEncoding && userEncoding !== "RLE_DICTIONARY" ? userEncoding : type === "BOOLEAN" && values.length > 16 ? "RLE" : "PLAIN";
  }
  encodings.push(encoding);
  const pageBoundaries = getPageBoundaries(writeValues, writeType, type_length, pageSize, repetitionLevels);
  let columnIndex = column2.columnIndex && pageBoundaries.length > 1 ? {
    null_pages: [],
    min_values: [],
    max_values: [],
    boundary_order: "UNORDERED",
    null_counts: [],
    nan_counts: isFloat(element2) ? [] : void 0
  } : void 0;
  const offsetIndex = column2.offsetIndex && pageBoundaries.length > 1 ? {
    page_locations: []
  } : void 0;
  const data_page_offset = BigInt(writer.offset);
  let first_row_index = 0n;
  let prevStart = 0;
  let prevMinValue;
  let prevMaxValue;
  let ascending = true;
  let descending = true;
  for (const { start, end: end2 } of pageBoundaries) {
    const pageOffset = writer.offset;
    const pageChunk = {
      values: writeValues.slice(start, end2),
      definitionLevels: definitionLevels.slice(start, end2),
      repetitionLevels: repetitionLevels.slice(start, end2),
      maxDefinitionLevel
    };
    uncompressedSize += writeDataPageV2({ writer, column: column2, encoding, pageData: pageChunk });
    if (columnIndex) {
      const pageValues = statisticsValues.slice(start, end2);
      const { min_value, max_value, null_count = 0n, nan_count } = getStatistics(pageValues, element2);
      const nullPage = null_count === BigInt(end2 - start);
      const minBytes = unconvertMinMax(min_value, element2, false, column2.statisticsTruncateLength);
      const maxBytes = unconvertMinMax(max_value, element2, true, column2.statisticsTruncateLength);
      if (!nullPage && (!minBytes || !maxBytes)) {
        columnIndex = void 0;
      } else {
        columnIndex.null_pages.push(nullPage);
        columnIndex.min_values.push(minBytes ?? new Uint8Array());
        columnIndex.max_values.push(maxBytes ?? new Uint8Array());
        columnIndex.null_counts?.push(null_count);
        if (nan_count !== void 0) columnIndex.nan_counts?.push(nan_count);
        if (prevMinValue !== void 0 && min_value !== void 0) {
          const order = compareValues(prevMinValue, min_value);
          if (order > 0) ascending = false;
          if (order < 0) descending = false;
        }
        if (prevMaxValue !== void 0 && max_value !== void 0) {
          const order = compareValues(prevMaxValue, max_value);
          if (order > 0) ascending = false;
          if (order < 0) descending = false;
        }
        prevMinValue = min_value;
        prevMaxValue = max_value;
      }
    }
    if (offsetIndex) {
      if (repetitionLevels.length) {
        for (let i2 = prevStart + 1; i2 <= start; i2++) {
          if (repetitionLevels[i2] === 0) first_row_index++;
        }
      } else {
        first_row_index = BigInt(start);
      }
      offsetIndex.page_locations.push({
        offset: BigInt(pageOffset),
        compressed_page_size: writer.offset - pageOffset,
        first_row_index
      });
    }
    prevStart = start;
  }
  if (columnIndex) {
    if (ascending) columnIndex.boundary_order = "ASCENDING";
    else if (descending) columnIndex.boundary_order = "DESCENDING";
  }
  let encoding_stats;
  if (stats) {
    encoding_stats = [];
    if (dictionary_page_offset !== void 0) {
      encoding_stats.push({ page_type: "DICTIONARY_PAGE", encoding: "PLAIN", count: 1 });
    }
    encoding_stats.push({ page_type: "DATA_PAGE_V2", encoding, count: pageBoundaries.length });
  }
  return {
    chunk: {
      meta_data: {
        type,
        encodings,
        path_in_schema: schemaPath.slice(1).map((s) => s.name),
        codec: column2.codec ?? "UNCOMPRESSED",
        num_values: BigInt(values.length),
        total_compressed_size: BigInt(writer.offset - offsetStart),
        total_uncompressed_size: BigInt(uncompressedSize),
        data_page_offset,
        dictionary_page_offset,
        statistics,
        encoding_stats,
        geospatial_statistics
      },
      file_offset: BigInt(offsetStart)
    },
    columnIndex,
    offsetIndex,
    bloomFilter
  };
}
function getPageBoundaries(values, type, type_length, pageSize, repetitionLevels = []) {
  if (!pageSize) {
    return [{ start: 0, end: values.length }];
  }
  const boundaries = [];
  let start = 0;
  let accumulatedBytes = 0;
  for (let i2 = 0; i2 < values.length; i2++) {
    const valueSize = estimateValueSize(values[i2], type, type_length);
    accumulatedBytes += valueSize;
    const rowStart = !repetitionLevels.length || repetitionLevels[i2] === 0;
    if (accumulatedBytes >= pageSize && i2 > start && rowStart) {
      boundaries.push({ start, end: i2 });
      start = i2;
      accumulatedBytes = valueSize;
    }
  }
  if (start < values.length) {
    boundaries.push({ start, end: values.length });
  }
  return boundaries;
}
function getStatistics(values, element2) {
  let min_value = void 0;
  let max_value = void 0;
  let null_count = 0n;
  let nan_count = isFloat(element2) ? 0n : void 0;
  for (const value2 of values) {
    if (value2 === null || value2 === void 0) {
      null_count++;
      continue;
    }
    const statisticValue = physicalStatistic(value2, element2);
    if (typeof statisticValue === "object" && !(statisticValue instanceof Uint8Array)) continue;
    if (typeof statisticValue === "number" && Number.isNaN(statisticValue)) {
      if (nan_count !== void 0) nan_count++;
      continue;
    }
    if (min_value === void 0 || compareValues(statisticValue, min_value) < 0) min_value = statisticValue;
    if (max_value === void 0 || compareValues(statisticValue, max_value) > 0) max_value = statisticValue;
  }
  if (min_value === 0) min_value = -0;
  if (max_value === 0) max_value = 0;
  return { min_value, max_value, null_count, nan_count };
}
function isFloat({ type, logical_type }) {
  return type === "FLOAT" || type === "DOUBLE" || logical_type?.type === "FLOAT16";
}
function physicalStatistic(value2, element2) {
  if (element2.converted_type === "DECIMAL" && typeof value2 === "number") {
    return BigInt(Math.round(value2 * 10 ** (element2.scale || 0)));
  }
  if (value2 instanceof Date && (element2.type === "INT32" || element2.type === "INT64")) {
    return unconvert(element2, [value2])[0];
  }
  return value2;
}
function compareValues(left, right) {
  if (left instanceof Uint8Array && right instanceof Uint8Array) {
    const length2 = Math.min(left.length, right.length);
    for (let i2 = 0; i2 < length2; i2 += 1) {
      if (left[i2] !== right[i2]) return left[i2] - right[i2];
    }
    return left.length - right.length;
  }
  if (typeof left === "string" && typeof right === "string") return compareStrings(left, right);
  if (left < right) return -1;
  if (left > right) return 1;
  return 0;
}
function compareStrings(left, right) {
  if (left === right) return 0;
  const length2 = Math.min(left.length, right.length);
  let i2 = 0;
  while (i2 < length2 && left.charCodeAt(i2) === right.charCodeAt(i2)) i2++;
  if (i2 > 0) {
    const prev = left.charCodeAt(i2 - 1);
    if (prev >= 55296 && prev <= 56319) i2--;
  }
  while (i2 < left.length && i2 < right.length) {
    const a = codePointAt(left, i2);
    const b = codePointAt(right, i2);
    if (a !== b) return a - b;
    i2 += a > 65535 ? 2 : 1;
  }
  return left.length - right.length;
}
function codePointAt(str, i2) {
  const code = str.codePointAt(i2) ?? 65533;
  return code >= 55296 && code <= 57343 ? 65533 : code;
}

// node_modules/hyparquet-writer/src/dremel.js
function encodeNestedValues(treePath, rows) {
  const schemaPath = treePath.map((n) => n.element);
  if (treePath.length < 2) throw new Error("parquet schema path must include column");
  const definitionLevels = [];
  const repetitionLevels = [];
  const maxDefinitionLevel = getMaxDefinitionLevel(treePath);
  if (treePath.length === 2 && maxDefinitionLevel === 0) {
    return { values: rows, definitionLevels, repetitionLevels, maxDefinitionLevel };
  }
  if (treePath.length === 2 && maxDefinitionLevel === 1) {
    const definitionLevels2 = new Array(rows.length);
    for (let i2 = 0; i2 < rows.length; i2++) {
      definitionLevels2[i2] = rows[i2] === null || rows[i2] === void 0 ? 0 : 1;
    }
    return { values: rows, definitionLevels: definitionLevels2, repetitionLevels, maxDefinitionLevel };
  }
  const repLevelPrior = new Array(treePath.length);
  let repeatedCount = 0;
  for (let i2 = 0; i2 < treePath.length; i2++) {
    repLevelPrior[i2] = repeatedCount;
    if (schemaPath[i2].repetition_type === "REPEATED") repeatedCount++;
  }
  const values = [];
  for (const row of rows) {
    visit(1, row, 0, 0, false);
  }
  return { values, definitionLevels, repetitionLevels, maxDefinitionLevel };
  function visit(depth, value2, defLevel, repLevel, allowNull) {
    const element2 = schemaPath[depth];
    const repetition = element2.repetition_type || "REQUIRED";
    if (depth === treePath.length - 1) {
      if (value2 === null || value2 === void 0) {
        if (repetition === "REQUIRED" && !allowNull) {
          throw new Error("parquet required value is undefined");
        }
        definitionLevels.push(defLevel);
      } else {
        definitionLevels.push(repetition === "REQUIRED" ? defLevel : defLevel + 1);
      }
      repetitionLevels.push(repLevel);
      values.push(value2);
      return;
    }
    if (repetition === "REPEATED") {
      if (value2 === null || value2 === void 0) {
        if (!allowNull) throw new Error("parquet required value is undefined");
        visit(depth + 1, void 0, defLevel, repLevel, true);
        return;
      }
      if (!Array.isArray(value2)) {
        throw new Error(`parquet repeated field ${element2.name} must be an array`);
      }
      if (!value2.length) {
        visit(depth + 1, void 0, defLevel, repLevel, true);
        return;
      }
      const isMapEntry = isMapLike(treePath[depth - 1]);
      const childElement = schemaPath[depth + 1];
      for (let i2 = 0; i2 < value2.length; i2++) {
        let childValue = value2[i2];
        if (isMapEntry && childValue && typeof childValue === "object" && childElement) {
          childValue = childValue[childElement.name];
        }
        const childRep = i2 === 0 ? repLevel : repLevelPrior[depth] + 1;
        visit(depth + 1, childValue, defLevel + 1, childRep, false);
      }
      return;
    }
    if (repetition === "OPTIONAL") {
      if (value2 === null || value2 === void 0) {
        visit(depth + 1, void 0, defLevel, repLevel, true);
      } else {
        const childValue = getChildValue(depth, value2);
        const childIsNull = childValue === null || childValue === void 0;
        const isLogicalContainer = isListLike(treePath[depth]) || isMapLike(treePath[depth]);
        const isStruct = element2.num_children && !element2.type && !isLogicalContainer;
        const nextDef = isStruct || !childIsNull ? defLevel + 1 : defLevel;
        visit(depth + 1, childValue, nextDef, repLevel, childIsNull);
      }
      return;
    }
    if (value2 === null || value2 === void 0) {
      if (!allowNull) throw new Error("parquet required value is undefined");
      visit(depth + 1, void 0, defLevel, repLevel, true);
    } else {
      visit(depth + 1, getChildValue(depth, value2), defLevel, repLevel, false);
    }
  }
  function getChildValue(depth, currentValue) {
    if (currentValue === null || currentValue === void 0) return void 0;
    const child = schemaPath[depth + 1];
    if (!child) return void 0;
    if (isListLike(treePath[depth])) return currentValue;
    if (isMapLike(treePath[depth])) {
      return normalizeMap(currentValue, schemaPath[depth]);
    }
    if (typeof currentValue === "object" && !Array.isArray(currentValue)) {
      return currentValue[child.name];
    }
    throw new Error(`parquet expected struct, got ${currentValue}`);
  }
}
function normalizeMap(value2, element2) {
  if (value2 instanceof Map) {
    return Array.from(value2.entries(), ([k, v]) => ({ key: k, value: v }));
  }
  if (Array.isArray(value2)) {
    return value2.map((entry) => {
      if (entry && typeof entry === "object" && "key" in entry && "value" in entry) {
        return entry;
      }
      if (Array.isArray(entry) && entry.length === 2) {
        return { key: entry[0], value: entry[1] };
      }
      throw new Error("parquet map entry must provide key and value");
    });
  }
  if (typeof value2 === "object") {
    return Object.entries(value2).map(([k, v]) => ({ key: k, value: v }));
  }
  throw new Error(`parquet map field ${element2.name} must be Map, array, or object`);
}

// node_modules/hyparquet-writer/src/indexes.js
function writeIndexes(writer, pageIndexes) {
  for (const { chunk, columnIndex } of pageIndexes) {
    writeColumnIndex(writer, chunk, columnIndex);
  }
  for (const { chunk, offsetIndex } of pageIndexes) {
    writeOffsetIndex(writer, chunk, offsetIndex);
  }
}
function writeColumnIndex(writer, columnChunk, columnIndex) {
  if (!columnIndex || columnIndex.min_values.length <= 1) return;
  const columnIndexOffset = writer.offset;
  serializeTCompactProtocol(writer, {
    field_1: columnIndex.null_pages,
    field_2: columnIndex.min_values,
    field_3: columnIndex.max_values,
    field_4: BoundaryOrders.indexOf(columnIndex.boundary_order),
    field_5: columnIndex.null_counts,
    field_8: columnIndex.nan_counts
  });
  columnChunk.column_index_offset = BigInt(columnIndexOffset);
  columnChunk.column_index_length = writer.offset - columnIndexOffset;
}
function writeOffsetIndex(writer, columnChunk, offsetIndex) {
  if (!offsetIndex || offsetIndex.page_locations.length <= 1) return;
  const offsetIndexOffset = writer.offset;
  serializeTCompactProtocol(writer, {
    field_1: offsetIndex.page_locations.map((p) => ({
      field_1: p.offset,
      field_2: p.compressed_page_size,
      field_3: p.first_row_index
    }))
  });
  columnChunk.offset_index_offset = BigInt(offsetIndexOffset);
  columnChunk.offset_index_length = writer.offset - offsetIndexOffset;
}

// node_modules/hyparquet-writer/src/metadata.js
function writeMetadata(writer, metadata, statisticsTruncateLength) {
  const resolveSchemaPath = schemaPathResolver(metadata.schema);
  const compact = {
    field_1: metadata.version,
    field_2: metadata.schema.map((element2) => ({
      field_1: element2.type && ParquetTypes.indexOf(element2.type),
      field_2: element2.type_length,
      field_3: element2.repetition_type && FieldRepetitionTypes.indexOf(element2.repetition_type),
      field_4: element2.name,
      field_5: element2.num_children,
      field_6: element2.converted_type && ConvertedTypes.indexOf(element2.converted_type),
      field_7: element2.scale,
      field_8: element2.precision,
      field_9: element2.field_id,
      field_10: logicalType2(element2.logical_type)
    })),
    field_3: metadata.num_rows,
    field_4: metadata.row_groups.map((rg) => ({
      field_1: rg.columns.map((c) => ({
        field_1: c.file_path,
        field_2: c.file_offset,
        field_3: c.meta_data && {
          field_1: ParquetTypes.indexOf(c.meta_data.type),
          field_2: c.meta_data.encodings.map((e) => Encodings.indexOf(e)),
          field_3: c.meta_data.path_in_schema,
          field_4: CompressionCodecs.indexOf(c.meta_data.codec),
          field_5: c.meta_data.num_values,
          field_6: c.meta_data.total_uncompressed_size,
          field_7: c.meta_data.total_compressed_size,
          field_8: c.meta_data.key_value_metadata && c.meta_data.key_value_metadata.map((kv) => ({
            field_1: kv.key,
            field_2: kv.value
          })),
          field_9: c.meta_data.data_page_offset,
          field_10: c.meta_data.index_page_offset,
          field_11: c.meta_data.dictionary_page_offset,
          field_12: c.meta_data.statistics && unconvertStatistics(
            c.meta_data.statistics,
            schemaElement(c.meta_data.path_in_schema),
            statisticsTruncateLength
          ),
          field_13: c.meta_data.encoding_stats && c.meta_data.encoding_stats.map((es) => ({
            field_1: PageTypes.indexOf(es.page_type),
            field_2: Encodings.indexOf(es.encoding),
            field_3: es.count
          })),
          field_14: c.meta_data.bloom_filter_offset,
          field_15: c.meta_data.bloom_filter_length,
          field_16: c.meta_data.size_statistics && {
            field_1: c.meta_data.size_statistics.unencoded_byte_array_data_bytes,
            field_2: c.meta_data.size_statistics.repetition_level_histogram,
            field_3: c.meta_data.size_statistics.definition_level_histogram
          },
          field_17: c.meta_data.geospatial_statistics && {
            field_1: c.meta_data.geospatial_statistics.bbox && thriftBoundingBox(c.meta_data.geospatial_statistics.bbox),
            field_2: c.meta_data.geospatial_statistics.geospatial_types
          }
        },
        field_4: c.offset_index_offset,
        field_5: c.offset_index_length,
        field_6: c.column_index_offset,
        field_7: c.column_index_length,
        // field_8: c.crypto_metadata,
        field_9: c.encrypted_column_metadata
      })),
      field_2: rg.total_byte_size,
      field_3: rg.num_rows,
      field_4: rg.sorting_columns && rg.sorting_columns.map((sc) => ({
        field_1: sc.column_idx,
        field_2: sc.descending,
        field_3: sc.nulls_first
      })),
      field_5: rg.file_offset,
      field_6: rg.total_compressed_size
      // field_7: rg.ordinal, // should be int16
    })),
    field_5: metadata.key_value_metadata && metadata.key_value_metadata.map((kv) => ({
      field_1: kv.key,
      field_2: kv.value
    })),
    field_6: metadata.created_by,
    field_7: metadata.schema.filter((element2) => element2.type).map(() => ({ field_1: {} }))
  };
  const metadataStart = writer.offset;
  serializeTCompactProtocol(writer, compact);
  const metadataLength = writer.offset - metadataStart;
  writer.appendUint32(metadataLength);
  function schemaElement(path) {
    const tree = resolveSchemaPath(path);
    return tree[tree.length - 1].element;
  }
}
function thriftBoundingBox(bbox) {
  return new ThriftStruct([
    [1, DOUBLE2, bbox.xmin],
    [2, DOUBLE2, bbox.xmax],
    [3, DOUBLE2, bbox.ymin],
    [4, DOUBLE2, bbox.ymax],
    [5, DOUBLE2, bbox.zmin],
    [6, DOUBLE2, bbox.zmax],
    [7, DOUBLE2, bbox.mmin],
    [8, DOUBLE2, bbox.mmax]
  ]);
}
function logicalType2(type) {
  if (!type) return;
  if (type.type === "STRING") return { field_1: {} };
  if (type.type === "MAP") return { field_2: {} };
  if (type.type === "LIST") return { field_3: {} };
  if (type.type === "ENUM") return { field_4: {} };
  if (type.type === "DECIMAL") return { field_5: {
    field_1: type.scale,
    field_2: type.precision
  } };
  if (type.type === "DATE") return { field_6: {} };
  if (type.type === "TIME") return { field_7: {
    field_1: type.isAdjustedToUTC,
    field_2: timeUnit2(type.unit)
  } };
  if (type.type === "TIMESTAMP") return { field_8: {
    field_1: type.isAdjustedToUTC,
    field_2: timeUnit2(type.unit)
  } };
  if (type.type === "INTEGER") return { field_10: {
    field_1: type.bitWidth,
    field_2: type.isSigned
  } };
  if (type.type === "NULL") return { field_11: {} };
  if (type.type === "JSON") return { field_12: {} };
  if (type.type === "BSON") return { field_13: {} };
  if (type.type === "UUID") return { field_14: {} };
  if (type.type === "FLOAT16") return { field_15: {} };
  if (type.type === "VARIANT") return { field_16: {} };
  if (type.type === "GEOMETRY") return { field_17: {
    field_1: type.crs
  } };
  if (type.type === "GEOGRAPHY") return { field_18: {
    field_1: type.crs,
    field_2: type.algorithm && EdgeInterpolationAlgorithms.indexOf(type.algorithm)
  } };
}
function timeUnit2(unit) {
  if (unit === "NANOS") return { field_3: {} };
  if (unit === "MICROS") return { field_2: {} };
  return { field_1: {} };
}

// node_modules/hyparquet-writer/src/snappy.js
var MAX_HASH_TABLE_BITS = 14;
var MAX_OFFSET = 65535;
var globalHashTables = new Array(MAX_HASH_TABLE_BITS + 1);
function snappyCompress(input) {
  const writer = new ByteWriter();
  writer.appendVarInt(input.length);
  compressInput(writer, input);
  return writer.getBytes();
}
function hashFunc(key, hashFuncShift) {
  return Math.imul(key, 506832829) >>> hashFuncShift;
}
function load32(array3, pos) {
  return array3[pos] + (array3[pos + 1] << 8) + (array3[pos + 2] << 16) + (array3[pos + 3] << 24);
}
function equals32(array3, pos1, pos2) {
  return array3[pos1] === array3[pos2] && array3[pos1 + 1] === array3[pos2 + 1] && array3[pos1 + 2] === array3[pos2 + 2] && array3[pos1 + 3] === array3[pos2 + 3];
}
function emitLiteral(writer, input, ip, len) {
  if (len <= 60) {
    writer.appendUint8(len - 1 << 2);
  } else {
    const value2 = len - 1;
    const bytes = value2 < 256 ? 1 : value2 < 65536 ? 2 : value2 < 16777216 ? 3 : 4;
    writer.appendUint8(59 + bytes << 2);
    for (let i2 = 0; i2 < bytes; i2++) {
      writer.appendUint8(value2 >>> i2 * 8);
    }
  }
  writer.appendBytes(input.subarray(ip, ip + len));
}
function emitCopyLessThan64(writer, offset, len) {
  if (len < 12 && offset < 2048) {
    writer.appendUint8(1 + (len - 4 << 2) + (offset >>> 8 << 5));
    writer.appendUint8(offset & 255);
  } else {
    writer.appendUint8(2 + (len - 1 << 2));
    writer.appendUint8(offset & 255);
    writer.appendUint8(offset >>> 8);
  }
}
function emitCopy(writer, offset, len) {
  while (len >= 68) {
    emitCopyLessThan64(writer, offset, 64);
    len -= 64;
  }
  if (len > 64) {
    emitCopyLessThan64(writer, offset, 60);
    len -= 60;
  }
  emitCopyLessThan64(writer, offset, len);
}
function compressInput(writer, input) {
  const inputSize = input.length;
  let hashTableBits = 1;
  while (1 << hashTableBits <= inputSize && hashTableBits <= MAX_HASH_TABLE_BITS) {
    hashTableBits++;
  }
  hashTableBits--;
  const hashFuncShift = 32 - hashTableBits;
  globalHashTables[hashTableBits] ??= new Uint32Array(1 << hashTableBits);
  const hashTable = globalHashTables[hashTableBits];
  hashTable.fill(0);
  const ipEnd = inputSize;
  let ipLimit;
  let ip = 0;
  let nextEmit = 0;
  let hash, nextHash;
  let nextIp, candidate, skip;
  let bytesBetweenHashLookups;
  let base, matched, offset;
  let prevHash, curHash;
  let flag2 = true;
  const INPUT_MARGIN = 15;
  if (inputSize >= INPUT_MARGIN) {
    ipLimit = ipEnd - INPUT_MARGIN;
    ip++;
    nextHash = hashFunc(load32(input, ip), hashFuncShift);
    while (flag2) {
      skip = 32;
      nextIp = ip;
      do {
        ip = nextIp;
        hash = nextHash;
        bytesBetweenHashLookups = skip >>> 5;
        skip++;
        nextIp = ip + bytesBetweenHashLookups;
        if (ip > ipLimit) {
          flag2 = false;
          break;
        }
        nextHash = hashFunc(load32(input, nextIp), hashFuncShift);
        candidate = hashTable[hash];
        hashTable[hash] = ip;
      } while (ip - candidate > MAX_OFFSET || !equals32(input, ip, candidate));
      if (!flag2) {
        break;
      }
      emitLiteral(writer, input, nextEmit, ip - nextEmit);
      do {
        base = ip;
        matched = 4;
        while (ip + matched < ipEnd && input[ip + matched] === input[candidate + matched]) {
          matched++;
        }
        ip += matched;
        offset = base - candidate;
        emitCopy(writer, offset, matched);
        nextEmit = ip;
        if (ip >= ipLimit) {
          flag2 = false;
          break;
        }
        prevHash = hashFunc(load32(input, ip - 1), hashFuncShift);
        hashTable[prevHash] = ip - 1;
        curHash = hashFunc(load32(input, ip), hashFuncShift);
        candidate = hashTable[curHash];
        hashTable[curHash] = ip;
      } while (ip - candidate <= MAX_OFFSET && equals32(input, ip, candidate));
      if (!flag2) {
        break;
      }
      ip++;
      nextHash = hashFunc(load32(input, ip), hashFuncShift);
    }
  }
  if (nextEmit < ipEnd) {
    emitLiteral(writer, input, nextEmit, ipEnd - nextEmit);
  }
}

// node_modules/hyparquet-writer/src/parquet-writer.js
var ParquetWriter = class {
  /**
   * @param {object} options
   * @param {Writer} options.writer
   * @param {SchemaElement[]} options.schema
   * @param {CompressionCodec} [options.codec]
   * @param {Compressors} [options.compressors]
   * @param {boolean} [options.statistics]
   * @param {number} [options.statisticsTruncateLength]
   * @param {KeyValue[]} [options.kvMetadata]
   * @param {string} [options.createdBy]
   */
  constructor({ writer, schema, codec = "SNAPPY", compressors, statistics = true, statisticsTruncateLength, kvMetadata, createdBy = "hyparquet" }) {
    if (statisticsTruncateLength !== void 0 && statisticsTruncateLength !== Infinity && !(Number.isInteger(statisticsTruncateLength) && statisticsTruncateLength > 0)) {
      throw new Error("statisticsTruncateLength must be a positive integer or Infinity");
    }
    this.writer = writer;
    this.schema = schema;
    this.codec = codec;
    this.compressors = { SNAPPY: snappyCompress, ...compressors };
    this.statistics = statistics;
    this.statisticsTruncateLength = statisticsTruncateLength;
    this.kvMetadata = kvMetadata;
    this.createdBy = createdBy;
    this.row_groups = [];
    this.num_rows = 0n;
    this.pendingIndexes = [];
    this.writer.appendUint32(827474256);
  }
  /**
   * Write data to the file.
   * Will split data into row groups of the specified size.
   * Calls writer.flush() (if defined) after each row group; if it returns a
   * Promise, subsequent row groups await it before encoding more data.
   *
   * @param {object} options
   * @param {ColumnSource[]} options.columnData
   * @param {number | number[]} [options.rowGroupSize]
   * @param {number} [options.pageSize]
   * @param {number} [options.dictionarySize]
   * @returns {void | Promise<void>}
   */
  write({ columnData, rowGroupSize = [1e3, 1e5], pageSize = 1048576, dictionarySize }) {
    for (const { codec = this.codec } of columnData) {
      if (codec !== "UNCOMPRESSED" && !this.compressors[codec]) {
        throw new Error(`parquet no compressor for codec ${codec}`);
      }
    }
    const columnDataRows = columnData[0]?.data?.length || 0;
    const resolveSchemaPath = schemaPathResolver(this.schema);
    let pending;
    for (const { groupStartIndex, groupSize: groupSize2 } of groupIterator({ columnDataRows, rowGroupSize })) {
      const writeGroup = () => {
        const groupStartOffset = this.writer.offset;
        const columns2 = [];
        for (let j = 0; j < columnData.length; j++) {
          const { name, data, encoding, codec = this.codec, columnIndex = false, offsetIndex = true, shredding, bloomFilter, statistics = this.statistics } = columnData[j];
          if (columnIndex && !offsetIndex) {
            throw new Error("parquet ColumnIndex cannot be present without OffsetIndex");
          }
          if (data.length !== columnDataRows) {
            throw new Error("parquet columns must have the same length");
          }
          const groupData = data.slice(groupStartIndex, groupStartIndex + groupSize2);
          const columnPath = resolveSchemaPath([name]);
          const leafPaths = getLeafSchemaPaths(columnPath);
          const columnElement = columnPath.at(-1)?.element;
          const shreddingConfig = shredding && shredding !== true ? shredding : void 0;
          const isVariant = columnElement?.logical_type?.type === "VARIANT";
          const isRequired = columnElement?.repetition_type === "REQUIRED";
          const rows = isVariant ? encodeVariantColumn(Array.from(groupData), shreddingConfig, { name, required: isRequired }) : groupData;
          for (const leafPath of leafPaths) {
            const schemaPath = leafPath.map((node) => node.element);
            const column2 = {
              columnName: schemaPath.slice(1).map((s) => s.name).join("."),
              element: schemaPath[schemaPath.length - 1],
              schemaPath,
              codec,
              compressors: this.compressors,
              stats: statistics,
              statisticsTruncateLength: this.statisticsTruncateLength,
              pageSize,
              dictionarySize,
              columnIndex,
              offsetIndex,
              encoding,
              bloomFilter
            };
            const pageData = encodeNestedValues(leafPath, rows);
            const result2 = writeColumn({
              writer: this.writer,
              column: column2,
              pageData
            });
            columns2.push(result2.chunk);
            this.pendingIndexes.push(result2);
          }
        }
        let total_byte_size = 0n;
        for (const { meta_data } of columns2) total_byte_size += meta_data?.total_uncompressed_size ?? 0n;
        this.num_rows += BigInt(groupSize2);
        this.row_groups.push({
          columns: columns2,
          total_byte_size,
          num_rows: BigInt(groupSize2),
          total_compressed_size: BigInt(this.writer.offset - groupStartOffset)
        });
        return this.writer.flush?.();
      };
      if (pending) {
        pending = pending.then(writeGroup);
      } else {
        const r = writeGroup();
        if (r) pending = Promise.resolve(r);
      }
    }
    return pending;
  }
  /**
   * Finish writing the file.
   *
   * @returns {void | Promise<void>}
   */
  finish() {
    writeIndexes(this.writer, this.pendingIndexes);
    writeBlooms(this.writer, this.pendingIndexes);
    const metadata = {
      version: 2,
      created_by: this.createdBy,
      schema: this.schema,
      num_rows: this.num_rows,
      row_groups: this.row_groups,
      metadata_length: 0,
      key_value_metadata: this.kvMetadata
    };
    delete metadata.metadata_length;
    writeMetadata(this.writer, metadata, this.statisticsTruncateLength);
    this.writer.appendUint32(827474256);
    return this.writer.finish();
  }
};
function groupSize(rowGroupSize, i2) {
  return Array.isArray(rowGroupSize) ? rowGroupSize[Math.min(i2, rowGroupSize.length - 1)] : rowGroupSize;
}
function groupIterator({ columnDataRows, rowGroupSize }) {
  if (Array.isArray(rowGroupSize) && !rowGroupSize.length) {
    throw new Error("rowGroupSize array cannot be empty");
  }
  const groups = [];
  let groupIndex = 0;
  let groupStartIndex = 0;
  while (groupStartIndex < columnDataRows) {
    const size = groupSize(rowGroupSize, groupIndex);
    groups.push({ groupStartIndex, groupSize: Math.min(size, columnDataRows - groupStartIndex) });
    groupStartIndex += size;
    groupIndex++;
  }
  return groups;
}
function getLeafSchemaPaths(schemaPath) {
  const leaves = [];
  dfs(schemaPath);
  return leaves;
  function dfs(path) {
    const node = path[path.length - 1];
    if (!node.children.length) {
      leaves.push(path);
      return;
    }
    for (const child of node.children) {
      dfs([...path, child]);
    }
  }
}

// bindings/cli/run-folder/parquet.ts
var groupRows = 65536;
var types = { int64: "INT64", double: "DOUBLE", text: "STRING" };
var ParquetTable = class {
  #file;
  #columns;
  #bytes = new ByteWriter();
  #parquet;
  /** The group in the making, by column, and how many rows of it there are. */
  #group;
  #rows = 0;
  constructor(file, columns2) {
    this.#file = file;
    this.#columns = columns2;
    this.#group = columns2.map(({ kind }) => groupColumn(kind));
    this.#parquet = new ParquetWriter({
      writer: this.#bytes,
      schema: schemaFromColumnData({ columnData: columns2.map((column2) => ({ ...about(column2), data: [] })) }),
      createdBy: "isabc"
    });
  }
  async write(block) {
    const rows = block[0].length;
    for (let from = 0; from < rows; ) {
      const to = Math.min(rows, from + groupRows - this.#rows);
      block.forEach((values, i2) => fill(this.#group[i2], this.#rows, values, from, to));
      this.#rows += to - from;
      if (this.#rows === groupRows) await this.#flush();
      from = to;
    }
  }
  async finish() {
    if (this.#rows > 0) await this.#flush();
    await this.#parquet.finish();
    await this.#drain();
    await this.#file.finish();
  }
  async #flush() {
    const columnData = this.#columns.map((column2, i2) => ({
      ...about(column2),
      data: withNulls(this.#group[i2], this.#rows)
    }));
    await this.#parquet.write({ columnData, rowGroupSize: groupRows });
    this.#rows = 0;
    await this.#drain();
  }
  /** Moves what is encoded into the file. */
  async #drain() {
    await this.#file.write(this.#bytes.getBytes());
    this.#bytes.index = 0;
  }
};
function about({ name, kind }) {
  return { name, type: types[kind], nullable: kind !== "int64" };
}
function groupColumn(kind) {
  if (kind === "int64") return new BigInt64Array(groupRows);
  return kind === "double" ? new Float64Array(groupRows) : new Array(groupRows).fill(null);
}
function fill(column2, at, values, from, to) {
  for (let row = from; row < to; row++, at++) {
    const value2 = values[row];
    column2[at] = column2 instanceof BigInt64Array ? BigInt(value2) : value2;
  }
}
function withNulls(column2, rows) {
  const filled = column2.slice(0, rows);
  if (!(filled instanceof Float64Array && filled.some(Number.isNaN))) return filled;
  return Array.from(filled, (value2) => Number.isNaN(value2) ? null : value2);
}
async function* readParquet(path, columns2) {
  const handle = await open2(path);
  try {
    const { size } = await handle.stat();
    const file = {
      byteLength: size,
      async slice(start, end2 = size) {
        const bytes = new Uint8Array(end2 - start);
        await handle.read(bytes, 0, bytes.length, start);
        return bytes.buffer;
      }
    };
    const metadata = await parquetMetadataAsync(file);
    let rowStart = 0;
    for (const { num_rows } of metadata.row_groups) {
      const rowEnd = rowStart + Number(num_rows);
      const block = columns2.map(() => []);
      await parquetRead({
        file,
        metadata,
        rowStart,
        rowEnd,
        onChunk({ columnName, columnData, rowStart: at }) {
          const values = block[columns2.findIndex(({ name }) => name === columnName)];
          for (let i2 = 0; i2 < columnData.length; i2++) values[at - rowStart + i2] = columnData[i2];
        }
      });
      yield block.map((values, i2) => decoded(values, columns2[i2].kind));
      rowStart = rowEnd;
    }
  } finally {
    await handle.close();
  }
}
function decoded(values, kind) {
  if (kind === "text") return values;
  return Float64Array.from(values, (value2) => value2 === null ? NaN : Number(value2));
}

// bindings/cli/run-folder/table-file.ts
var formats = ["parquet", "csv"];
function tableWriter(format, file, columns2) {
  return format === "csv" ? new CsvTable(file, columns2) : new ParquetTable(file, columns2);
}
function readTable(format, path, columns2) {
  return format === "csv" ? readCsv(path, columns2) : readParquet(path, columns2);
}

// bindings/cli/run-folder/tables.ts
var doubles = (names2) => names2.map((name) => ({ name, kind: "double" }));
var results = [
  "maxRate",
  "freeRate",
  "total",
  "delay",
  "angle",
  "position",
  "rate",
  "lowerBound",
  "gap",
  "iterations"
];
function drawColumns(experiment2) {
  return [
    { name: "draw", kind: "int64" },
    { name: "floor", kind: "int64" },
    ...doubles(sweptPaths(experiment2.sweep)),
    ...doubles(["fraction", "rateFloor"]),
    { name: "status", kind: "text" },
    { name: "reason", kind: "text" },
    ...doubles(results)
  ];
}
var placementColumns = [
  { name: "draw", kind: "int64" },
  { name: "device", kind: "int64" },
  ...doubles(["x", "y", "symbol"])
];
function drawBlock({ draws, swept: swept2, reasons: reasons2 }) {
  return [
    draws.draw,
    draws.floor,
    ...Object.values(swept2),
    draws.fraction,
    draws.rateFloor,
    Array.from(draws.status, (status) => rowStatuses[status]),
    Array.from(draws.reason, (reason3) => reason3 === 0 ? null : reasons2[reason3]),
    ...results.map((name) => draws[name])
  ];
}
function placementBlock({ placements }) {
  const { draw, device: device2, x: x2, y, symbol: symbol2 } = placements;
  return [draw, device2, x2, y, symbol2];
}
var noPlacements = {
  draw: new Float64Array(0),
  device: new Int32Array(0),
  x: new Float64Array(0),
  y: new Float64Array(0),
  symbol: new Float64Array(0)
};
function batchOf(experiment2, { chunk, first, count: count3 }, drawRows, placementRows) {
  const names2 = drawColumns(experiment2).map(({ name }) => name);
  const numbers3 = (name) => Float64Array.from(drawRows[names2.indexOf(name)]);
  const texts = (name) => Array.from(drawRows[names2.indexOf(name)]);
  const reasonTexts = texts("reason").map((text2) => text2 ?? "");
  const reasons2 = [.../* @__PURE__ */ new Set(["", ...reasonTexts])];
  return {
    chunk,
    first,
    count: count3,
    objective: experiment2.objective,
    draws: {
      draw: numbers3("draw"),
      floor: Int32Array.from(numbers3("floor")),
      fraction: numbers3("fraction"),
      rateFloor: numbers3("rateFloor"),
      status: Uint8Array.from(texts("status"), (text2) => rowStatuses.indexOf(text2)),
      reason: Uint32Array.from(reasonTexts, (text2) => reasons2.indexOf(text2)),
      ...Object.fromEntries(results.map((name) => [name, numbers3(name)]))
    },
    swept: Object.fromEntries(sweptPaths(experiment2.sweep).map((path) => [path, numbers3(path)])),
    reasons: reasons2,
    placements: placementRows === null ? noPlacements : placementsOf(placementRows)
  };
}
function placementsOf(rows) {
  const [draw, device2, x2, y, symbol2] = rows.map((values) => Float64Array.from(values));
  return { draw, device: Int32Array.from(device2), x: x2, y, symbol: symbol2 };
}

// bindings/cli/plot.ts
var help4 = `
Makes four pictures: curve (median, quartiles and 5 to 95 % of the bound over the rate floors), outage-rate and
outage-bound (how often a rate or a bound is missed), and max-rate (a histogram of the largest rates).

Example:
  isabc plot run --out figures --format png`;
var plotCommand = (program2, world, done) => {
  program2.command("plot").summary("draw the results of a Monte Carlo run").description("Draws the results of a Monte Carlo run.").argument("<folder>", "folder of isabc montecarlo or isabc merge").option("--out <folder>", "folder for the pictures (default: figures, inside the folder)").option("--format <name>", "svg or png", "svg").addHelpText("after", help4).action(async (folder, { out, format }) => {
    checkFormat(format);
    done(await plotRun(folder, out ?? join3(folder, "figures"), format, world));
  });
};
function checkFormat(format) {
  if (format === "svg" || format === "png") return;
  throw new CommandError(exit.badInput, `--format ${format}: must be svg or png`);
}
async function plotRun(folder, out, format, world) {
  const manifest = await readJsonFile(join3(folder, manifestName));
  const summary2 = await readJsonFile(join3(folder, summaryName));
  if (manifest === null || summary2 === null) {
    const missing3 = manifest === null ? manifestName : summaryName;
    throw new CommandError(exit.badInput, `${folder} is no finished run: it has no ${missing3}`);
  }
  const plot = await world.loadPlot();
  const figures2 = {
    curve: plot.bandsFigure(summary2),
    "outage-rate": plot.rateOutageFigure(summary2),
    "outage-bound": plot.boundOutageFigure(summary2),
    "max-rate": plot.maxRateFigure(
      await rateHistograms(folder, manifest, summary2, plot.combinationName),
      summary2
    )
  };
  await guarded(out, () => makeFolder(out));
  const outputs = [];
  for (const [name, spec] of Object.entries(figures2))
    outputs.push(await picture(join3(out, `${name}.${format}`), spec, world));
  await writeOutputs(outputs, world);
  await write(world.stdout, outputs.map(({ file }) => `${file}
`).join(""));
  return exit.done;
}
var binCount = 40;
async function rateHistograms(folder, manifest, summary2, nameOf3) {
  const { experiment: experiment2, format } = recordOf(manifest);
  const curves = summary2.entries.flatMap(({ outage }) => outage.rate ?? []);
  if (curves.length === 0) return [{ name: "", bins: [] }];
  const low = Math.min(...curves.map(({ abscissae, probability }) => abscissae[probability.lastIndexOf(0)]));
  const high = Math.max(...curves.map(({ abscissae }) => abscissae[abscissae.length - 1]));
  const step = (high - low) / binCount;
  const floors2 = (experiment2.fractions ?? experiment2.rates).length;
  const counts = Array.from({ length: combinationCount(experiment2.sweep) }, () => new Float64Array(binCount));
  const columns2 = drawColumns(experiment2);
  const rate = columns2.findIndex(({ name }) => name === "maxRate");
  let row = 0;
  for await (const block of readTable(format, join3(folder, drawsName(format)), columns2)) {
    const rates = block[rate];
    for (let i2 = 0; i2 < rates.length; i2++, row++) {
      if (row % floors2 !== 0 || Number.isNaN(rates[i2])) continue;
      const bin = Math.min(binCount - 1, Math.max(0, Math.floor((rates[i2] - low) / step)));
      counts[row / floors2 % counts.length][bin]++;
    }
  }
  return counts.map((bins, combination) => ({
    name: nameOf3(summary2.entries[combination * floors2].sweep),
    bins: Array.from(bins, (y, i2) => ({ x0: low + i2 * step, x1: low + (i2 + 1) * step, y }))
  }));
}

// bindings/cli/run-folder/folder.ts
import { readdir as readdir2, readFile as readFile5, rm, rmdir } from "node:fs/promises";
import { join as join5 } from "node:path";

// bindings/cli/run-folder/chunk-file.ts
import { createHash as createHash4 } from "node:crypto";
var columnTypes = { Float64Array, Int32Array, Uint32Array, Uint8Array };
var tables = ["draws", "swept", "placements"];
var digestLength = 32;
var padded2 = (length2) => Math.ceil(length2 / 8) * 8;
function encodeChunk(batch, run2) {
  const { chunk, first, count: count3, objective: objective2, reasons: reasons2 } = batch;
  const columns2 = tables.flatMap(
    (table2) => Object.entries(batch[table2]).map(([name, column2]) => ({ table: table2, name, column: column2 }))
  );
  const header = {
    run: run2,
    chunk,
    first,
    count: count3,
    objective: objective2,
    reasons: reasons2,
    columns: columns2.map(({ table: table2, name, column: column2 }) => {
      return { table: table2, name, type: column2.constructor.name, length: column2.length };
    })
  };
  const text2 = new TextEncoder().encode(JSON.stringify(header));
  const start = padded2(4 + text2.length);
  const length2 = columns2.reduce((sum, { column: column2 }) => sum + padded2(column2.byteLength), start);
  const bytes = new Uint8Array(length2 + digestLength);
  new DataView(bytes.buffer).setUint32(0, text2.length, true);
  bytes.set(text2, 4);
  let at = start;
  for (const { column: column2 } of columns2) {
    bytes.set(new Uint8Array(column2.buffer, column2.byteOffset, column2.byteLength), at);
    at += padded2(column2.byteLength);
  }
  bytes.set(digest(bytes.subarray(0, length2)), length2);
  return bytes;
}
function decodeChunk(bytes, run2) {
  const length2 = bytes.length - digestLength;
  if (length2 < 4 || !digest(bytes.subarray(0, length2)).equals(bytes.subarray(length2))) return null;
  const textLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + textLength)));
  const { run: found, columns: columns2, ...rest } = header;
  if (found !== run2) return null;
  const batch = { ...rest, draws: {}, swept: {}, placements: {} };
  let at = padded2(4 + textLength);
  for (const { table: table2, name, type, length: count3 } of columns2) {
    const constructor = columnTypes[type];
    const size = count3 * constructor.BYTES_PER_ELEMENT;
    const copy = new ArrayBuffer(size);
    new Uint8Array(copy).set(bytes.subarray(at, at + size));
    batch[table2][name] = new constructor(copy);
    at += padded2(size);
  }
  return batch;
}
function digest(bytes) {
  return createHash4("sha256").update(bytes).digest();
}

// bindings/cli/run-folder/lock.ts
import { open as open3, readFile as readFile4, readlink, rename as rename2, unlink as unlink2 } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join as join4 } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
var lockName = "lock";
var usual = { beat: 5e3, stale: 3e4 };
var Lock = class _Lock {
  #file;
  #holder;
  #timer;
  #beats = 0;
  #beating = Promise.resolve();
  constructor(file, holder, interval2, onLost) {
    this.#file = file;
    this.#holder = holder;
    this.#timer = setInterval(() => {
      this.#beating = this.#beat().catch(onLost);
    }, interval2).unref();
  }
  /**
   * Takes the lock of a folder.
   *
   * @param options.wait whether to wait for the process that holds it, rather than to be refused
   * @param options.onLost called when another process has taken the lock away or the folder is gone
   * @param options.signal ends the waiting; the promise rejects with its reason
   * @throws CommandError 3 that names the holder, or where the lock cannot be written
   */
  static async take(folder, options2) {
    const file = join4(folder, lockName);
    const { wait = false, onLost, signal: signal2, timing = usual } = options2;
    const self = await identify();
    const watch = new Watch(timing.stale);
    for (; ; ) {
      if (await guarded(file, () => create(file, text(self, 0))))
        return new _Lock(file, self, timing.beat, onLost);
      const found = await readFile4(file, "utf8").catch(() => null);
      if (found === null) continue;
      const state = watch.state(found, isAlive(parse3(found), self));
      if (state === "stale") {
        await remove(file, found);
        continue;
      }
      if (state === "alive" && !wait) {
        const { pid, host } = parse3(found) ?? { pid: "?", host: "?" };
        throw new CommandError(exit.inputOutput, `${folder} is in use by process ${pid} on ${host}`);
      }
      await sleep(Math.min(1e3, timing.beat), void 0, { signal: signal2 }).catch(() => {
      });
      signal2?.throwIfAborted();
    }
  }
  async release() {
    clearInterval(this.#timer);
    await this.#beating;
    if (await this.#isOwn().catch(() => false)) await unlink2(this.#file).catch(() => {
    });
  }
  async #beat() {
    if (!await this.#isOwn()) throw new Error("the lock is not ours any more");
    const handle = await open3(this.#file, "r+");
    try {
      await handle.write(text(this.#holder, ++this.#beats), 0);
    } finally {
      await handle.close();
    }
  }
  async #isOwn() {
    const { pid, started, system, host } = this.#holder;
    const found = parse3(await readFile4(this.#file, "utf8"));
    return found?.pid === pid && found.started === started && found.system === system && found.host === host;
  }
};
var Watch = class {
  #stale;
  #text = "";
  #changes = -1;
  #since = 0;
  constructor(stale) {
    this.#stale = stale;
  }
  /** @param alive whether the holder lives, null where that cannot be seen from here */
  state(found, alive) {
    if (alive !== null) return alive ? "alive" : "stale";
    const now = performance.now();
    if (found !== this.#text) {
      this.#text = found;
      this.#since = now;
      this.#changes++;
    }
    if (now - this.#since > this.#stale) return "stale";
    return this.#changes > 0 ? "alive" : "unknown";
  }
};
function text(holder, beats) {
  return JSON.stringify({ ...holder, beats }) + "\n";
}
function parse3(content) {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}
async function create(file, content) {
  try {
    const handle = await open3(file, "wx");
    await handle.writeFile(content).finally(() => handle.close());
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}
async function remove(file, stale) {
  const aside = temporaryName(file);
  try {
    await rename2(file, aside);
  } catch {
    return;
  }
  if (await readFile4(aside, "utf8") === stale) await unlink2(aside);
  else await rename2(aside, file);
}
async function identify() {
  const boot = await readFile4("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
  const processes = await readlink("/proc/self/ns/pid").catch(() => "");
  const system = [boot.trim(), processes].join(" ");
  return { host: hostname(), system, pid: process.pid, started: startOf(process.pid) ?? "" };
}
function startOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ").pop().split(" ");
    return fields[0] === "Z" ? null : fields[19];
  } catch {
    return process.platform === "linux" ? null : "";
  }
}
function isAlive(holder, self) {
  if (holder === null || holder.host !== self.host || holder.system !== self.system) return null;
  if (holder.pid === self.pid) return holder.started === self.started;
  const started = startOf(holder.pid);
  if (started !== "") return started === holder.started;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

// bindings/cli/run-folder/folder.ts
var chunksName = "chunks";
var recordName = "run.json";
var ChunkStore = class {
  path;
  record;
  plan;
  #identity;
  /** @param path of the run's folder */
  constructor(path, record) {
    this.path = path;
    this.record = record;
    this.plan = chunkPlan(record.experiment);
    this.#identity = runIdentity(record);
  }
  file(chunk) {
    return join5(this.path, chunksName, `${String(chunk).padStart(8, "0")}.chunk`);
  }
  /** A chunk, or null where there is none: no file, a damaged one, or one with other draws. */
  async read(chunk) {
    const bytes = await readFile5(this.file(chunk)).catch(() => null);
    const batch = bytes === null ? null : decodeChunk(bytes, this.#identity);
    const { first, count: count3 } = chunkRange(this.record.experiment, this.plan, chunk);
    return batch?.chunk === chunk && batch.first === first && batch.count === count3 ? batch : null;
  }
  async write(batch) {
    const file = this.file(batch.chunk);
    const kept = this.record.placements ? batch : { ...batch, placements: noPlacements };
    await guarded(file, () => writeWhole(file, encodeChunk(kept, this.#identity)));
  }
};
var RunFolder = class _RunFolder extends ChunkStore {
  /** The finished run that is in the folder, perhaps with fewer draws. */
  finished;
  #lock;
  /** What was there before. */
  #found;
  constructor(path, record, entered, lock, created) {
    super(path, record);
    this.finished = entered.finished;
    this.#lock = lock;
    this.#found = created ? "nothing" : entered.empty ? "folder" : "run";
  }
  /**
   * Makes or enters the folder of a run.
   *
   * @throws CommandError 1 where the folder holds something else, or where it must not hold anything; 3 where another
   *   process is at it, or where it cannot be written
   */
  static async open(path, record, options2) {
    const created = await guarded(path, () => makeFolder(path));
    const lock = await Lock.take(path, options2);
    try {
      const entered = await enter(path, record, options2.resume);
      return new _RunFolder(path, record, entered, lock, created !== void 0);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }
  /** Removes the chunks of a run that is finished. */
  async removeChunks() {
    await rm(join5(this.path, chunksName), { recursive: true, force: true });
  }
  /** Leaves the folder to others. */
  async release() {
    await this.#lock.release();
  }
  /** Leaves the folder as it was found, as far as there was no run in it. */
  async abandon() {
    if (this.#found !== "run") await this.removeChunks();
    await this.release();
    if (this.#found === "nothing") await rmdir(this.path);
  }
};
async function enter(path, record, resume) {
  const chunks = join5(path, chunksName);
  const { there, finished } = await readRecords(path);
  const names2 = (await readdir2(path)).filter((name) => name !== lockName);
  if (names2.length > 0 && !resume) {
    const advice = there === null ? "choose another --out" : "--resume goes on with the run in it";
    throw new CommandError(exit.badInput, `${path} is not empty: ${advice}`);
  }
  if (there !== null) {
    refuseOther(path, there, record);
    if (finished !== null) refuseOther(path, recordOf(finished), record);
  } else if (names2.some((name) => name !== chunksName))
    throw new CommandError(exit.badInput, `${path} holds no run to go on with, but other files`);
  await guarded(path, async () => {
    await makeFolder(chunks);
    await syncFolder(path);
    await sweepTemporaries(path);
    await sweepTemporaries(chunks);
    await writeWhole(join5(chunks, recordName), formatJson(record));
  });
  return { finished, empty: names2.length === 0 };
}
async function readRecords(path) {
  const finished = await readJsonFile(join5(path, manifestName));
  const underWay = await readJsonFile(join5(path, chunksName, recordName));
  return { there: underWay ?? (finished && recordOf(finished)), finished };
}
function refuseOther(path, there, here2) {
  const sentences = differences(there, here2);
  if (sentences.length === 0) return;
  throw new CommandError(
    exit.badInput,
    [`${path} holds another run:`, ...sentences.map((sentence) => `  ${sentence}`)].join("\n")
  );
}

// bindings/cli/run-folder/run.ts
import { join as join8 } from "node:path";

// bindings/cli/run-folder/assemble.ts
import { basename as basename2, join as join6 } from "node:path";
async function assemble(path, record, batches2) {
  const { format, placements, experiment: experiment2 } = record;
  const files = [];
  const create2 = (name) => guarded(join6(path, name), async () => {
    const file = await WholeFile.create(join6(path, name));
    files.push(file);
    return file;
  });
  try {
    const tables2 = [];
    const draws = await create2(drawsName(format));
    tables2.push({
      writer: tableWriter(format, draws, drawColumns(experiment2)),
      file: draws,
      block: drawBlock
    });
    if (placements) {
      const file = await create2(placementsName(format));
      tables2.push({ writer: tableWriter(format, file, placementColumns), file, block: placementBlock });
    }
    const summarizer = new Summarizer();
    for await (const batch of batches2) {
      for (const { writer, file, block } of tables2)
        await guarded(file.target, () => writer.write(block(batch)));
      summarizer.add(batch);
    }
    for (const { writer, file } of tables2) await guarded(file.target, () => writer.finish());
    const summary2 = summarizer.summary();
    const summaryFile = await create2(summaryName);
    await guarded(summaryFile.target, async () => {
      await summaryFile.write(formatJson(summary2));
      await summaryFile.finish();
    });
    await publish(path, record, files);
    return summary2;
  } finally {
    for (const file of files) await file.discard();
  }
}
async function publish(path, record, files) {
  const about2 = files.map(
    (file) => [basename2(file.target), { bytes: file.bytes, sha256: file.sha256() }]
  );
  for (const file of files) await guarded(file.target, () => file.publish());
  await syncFolder(path);
  const manifest = join6(path, manifestName);
  await guarded(
    manifest,
    () => writeWhole(manifest, formatJson(manifestOf(record, Object.fromEntries(about2))))
  );
}
async function* inOrder(chunks, read) {
  for (let chunk = 0; chunk < chunks; chunk++) {
    const batch = await read(chunk);
    if (batch === null)
      throw new CommandError(exit.inputOutput, `chunk ${chunk} has been damaged or removed meanwhile`);
    yield batch;
  }
}

// bindings/cli/run-folder/restore.ts
import { join as join7 } from "node:path";
async function restoreChunks(store, finished) {
  const { experiment: experiment2, format, placements } = store.record;
  const { sweep: sweep2, fractions, rates, placement: placement2 } = experiment2;
  const rowsPerDraw = combinationCount(sweep2) * (fractions ?? rates).length;
  const devices = placement2.shape === "given" ? placement2.positions.length : placement2.count;
  const rows = (name, columns2) => new Rows(readTable(format, join7(store.path, name), columns2));
  const ranges2 = [];
  let complete = true;
  for (let chunk = 0; ; chunk++) {
    const range2 = { chunk, ...chunkRange(experiment2, store.plan, chunk) };
    if (range2.first + range2.count > finished.experiment.draws) break;
    ranges2.push(range2);
    complete &&= await store.read(chunk) !== null;
  }
  if (complete) return;
  const draws = rows(drawsName(format), drawColumns(experiment2));
  const placed = placements ? rows(placementsName(format), placementColumns) : null;
  for (const range2 of ranges2) {
    const drawRows = await draws.take(range2.count * rowsPerDraw);
    const placementRows = placed && await placed.take(range2.count * devices);
    await store.write(batchOf(experiment2, range2, drawRows, placementRows));
  }
  await draws.close();
  await placed?.close();
}
var Rows = class {
  #blocks;
  #block = [];
  #at = 0;
  constructor(blocks) {
    this.#blocks = blocks;
  }
  async take(rows) {
    const parts = [];
    for (let missing3 = rows; missing3 > 0; ) {
      if (!await this.#fill()) throw new Error("the table ends too early");
      const end2 = Math.min(this.#block[0].length, this.#at + missing3);
      parts.push(this.#block.map((values) => slice(values, this.#at, end2)));
      missing3 -= end2 - this.#at;
      this.#at = end2;
    }
    return parts[0].map((_, column2) => parts.flatMap((part2) => [...part2[column2]]));
  }
  async close() {
    await this.#blocks.return(void 0);
  }
  /** Makes sure that a row is at hand; false at the end of the table. */
  async #fill() {
    if (this.#block.length > 0 && this.#at < this.#block[0].length) return true;
    const next = await this.#blocks.next();
    if (next.done) return false;
    this.#block = next.value;
    this.#at = 0;
    return true;
  }
};
function slice(values, from, to) {
  return Array.prototype.slice.call(values, from, to);
}

// bindings/cli/run-folder/shard.ts
var pattern = /^([1-9]\d{0,8})\/([1-9]\d{0,8})$/;
function checkShard(shard) {
  if (shard === void 0) return [];
  const [, index, count3] = pattern.exec(shard) ?? [];
  if (index !== void 0 && Number(index) <= Number(count3)) return [];
  return [{ path: "--shard", value: shard, message: "must be I/N, integers with 1 \u2264 I \u2264 N" }];
}
function shardRange(shard, chunks) {
  const [, index, count3] = pattern.exec(shard ?? "1/1").map(Number);
  const start = (i2) => Number(BigInt(i2) * BigInt(chunks) / BigInt(count3));
  return { from: start(index - 1), to: start(index) };
}
function shardOf(chunk, chunks, count3) {
  const product = BigInt(chunk + 1) * BigInt(count3);
  return Number((product + BigInt(chunks) - 1n) / BigInt(chunks));
}

// bindings/cli/run-folder/run.ts
async function finishRun(folder, options2) {
  const { record, plan } = folder;
  const { experiment: experiment2 } = record;
  const whole = record.shard === void 0;
  const finished = whole && await finishedState(folder, options2.notice);
  if (finished) return finished;
  const { from, to } = shardRange(record.shard, plan.chunks);
  const drawsOf = (chunk) => chunkRange(experiment2, plan, chunk).count;
  const state = { draws: 0, total: 0, unsolved: 0, summary: null };
  for (let chunk = from; chunk < to; chunk++) state.total += drawsOf(chunk);
  const missing3 = [];
  let looked = 0;
  for (let chunk = from; chunk < to; chunk++) {
    const batch = await folder.read(chunk);
    if (batch === null) missing3.push(chunk);
    else count2(state, batch);
    options2.onProgress("reading", looked += drawsOf(chunk), state.total);
  }
  const report3 = () => options2.onProgress("solving", state.draws, state.total, state.unsolved);
  report3();
  if (missing3.length > 0) {
    const { workers, stop, abort } = options2;
    const batches3 = options2.monteCarlo(experiment2, { chunks: missing3, workers, stop, signal: abort });
    try {
      for await (const batch of batches3) {
        await folder.write(batch);
        count2(state, batch);
        report3();
      }
    } catch (error) {
      if (error instanceof CommandError || error instanceof InputError) throw error;
      throw new CommandError(
        exit.internal,
        `${reason2(error)}; the ${state.draws} draws that are done are kept, and --resume goes on from there`,
        { cause: error }
      );
    }
  }
  if (!whole || state.draws < state.total) return state;
  const batches2 = inOrder(plan.chunks, (chunk) => {
    options2.abort.throwIfAborted();
    options2.stop.throwIfAborted();
    options2.onProgress("assembling", chunkRange(experiment2, plan, chunk).first, state.total);
    return folder.read(chunk);
  });
  state.summary = await assemble(folder.path, record, batches2);
  await folder.removeChunks();
  return state;
}
function count2(state, batch) {
  state.draws += batch.count;
  state.unsolved += batch.draws.status.filter((status) => rowStatuses[status] === "unsolved").length;
}
async function finishedState(folder, notice) {
  const { finished, record, path } = folder;
  if (finished === null) return null;
  const damaged = await damagedFiles(path, finished);
  const { draws } = record.experiment;
  if (damaged.length > 0) {
    if (finished.experiment.draws === draws)
      notice(`${damaged.join(", ")} in ${path} changed since the run was finished; it is computed again`);
    return null;
  }
  if (finished.experiment.draws < draws) {
    await restoreChunks(folder, finished);
    return null;
  }
  await folder.removeChunks();
  const summary2 = await readJsonFile(join8(path, summaryName));
  const unsolved3 = summary2.entries.reduce((sum, { counts }) => sum + counts.unsolved, 0);
  return { draws, total: draws, unsolved: unsolved3, summary: summary2 };
}

// bindings/cli/montecarlo.ts
var help5 = `
The folder ends with draws, placements, summary.json and manifest.json: the same bytes for any number of workers,
and however often the run was stopped. Ctrl-C finishes the chunks in hand; --resume goes on after that, and after
anything worse. A run whose --draws has grown is extended.

Examples:
  isabc montecarlo experiment.json --out run
  isabc montecarlo experiment.json --out run --draws 1000000 --resume
  isabc montecarlo experiment.json --out shard-2 --shard 2/6 --resume    (then: isabc merge shard-* --out run)`;
var maxChunks = 1e7;
var howToGoOn = "the same command with --resume goes on from there";
var montecarloCommand = (program2, world, done) => {
  const command = program2.command("montecarlo").summary("solve the random placements of an experiment").description("Solves the random placements of an experiment: one row a draw and rate floor.").argument("<experiment>", "experiment, a JSON file (see experiment.schema.json); - for standard input").requiredOption("--out <folder>", "folder for the results; absent or empty, unless --resume is given").option("--draws <n>", "number of draws, instead of the one in the experiment", number2).option("--seed <s>", "seed, instead of the one in the experiment", number2);
  addSet(command).option(
    "--workers <n>",
    "number of threads that compute (default: what the machine runs at once)",
    number2
  ).option("--format <name>", "format of draws and placements: parquet or csv", "parquet").option("--no-placements", "leave out the placements").option("--resume", "go on with the run in the folder, or start it where there is none", false).option("--wait", "wait while another process is at work in the folder, instead of giving up", false).option("--shard <I/N>", "only the I-th of N parts, for isabc merge").option("--plot <folder>", "draw the finished run into a folder, as isabc plot does").addHelpText("after", help5).action(async (file, options2) => {
    const experiment2 = assign(await readJson(file, world), options2.set ?? []);
    done(await montecarlo(experiment2, options2, world));
  });
};
async function montecarlo(experiment2, options2, world) {
  const record = recordOf2(experiment2, options2);
  const { out, resume, wait, workers } = options2;
  const interruption = new Interruption(
    world,
    "finishing the chunks in hand; once more to stop at once",
    `interrupted; ${howToGoOn}`
  );
  const lost = new AbortController();
  const progress = new DrawProgress(world.stderr);
  const stop = interruption.signal;
  try {
    const onLost = () => lost.abort(new CommandError(exit.inputOutput, `${out} is gone, or another process has taken it over`));
    const folder = await RunFolder.open(out, record, { resume, wait, onLost, signal: stop });
    let state;
    try {
      state = await finishRun(folder, {
        monteCarlo: world.monteCarlo,
        workers,
        stop,
        abort: lost.signal,
        notice: (text2) => void write(world.stderr, `isabc: ${text2}
`),
        onProgress: (...counts) => progress.show(...counts)
      });
    } catch (error) {
      progress.clear();
      await (error instanceof InputError ? folder.abandon() : folder.release());
      throw error;
    }
    progress.clear();
    await folder.release();
    const status = await report(state, record, interruption.status, out, world);
    if (options2.plot === void 0 || state.summary === null) return status;
    return await plotRun(out, options2.plot, "svg", world) || status;
  } finally {
    interruption.end();
  }
}
function recordOf2(input, options2) {
  const { out, draws, seed, workers, format, placements, shard, plot } = options2;
  const given2 = { ...draws !== void 0 && { draws }, ...seed !== void 0 && { seed } };
  const { output, issues } = checkExperiment(isObject(input) ? { ...input, ...given2 } : input);
  const wrong = [...issues, ...checkShard(shard)];
  if (wrong.length === 0) {
    const { from, to } = shardRange(shard, chunkPlan(output).chunks);
    const message = `makes ${to - from} chunks in one folder, of at most ${maxChunks}: use --shard`;
    if (to - from > maxChunks) wrong.push({ path: "draws", value: output.draws, message });
  }
  if (shard !== void 0 && plot !== void 0)
    wrong.push({
      path: "--plot",
      value: plot,
      message: "goes with whole runs: isabc plot draws merged shards"
    });
  if (out === "") wrong.push({ path: "--out", value: out, message: "must name a folder" });
  if (!formats.includes(format))
    wrong.push({ path: "--format", value: format, message: 'must be "parquet" or "csv"' });
  if (workers !== void 0 && !(Number.isInteger(workers) && workers >= 1 && workers <= 1024))
    wrong.push({ path: "--workers", value: workers, message: "must be an integer from 1 to 1024" });
  if (wrong.length > 0) throw new InputError(wrong);
  return {
    schemaVersion: 1,
    core: "15933beabcc8d9abc344b2026a234b4c0f4beb3ae69bc1e8b69188362473b24c",
    experiment: output,
    format,
    placements,
    ...shard !== void 0 && { shard }
  };
}
async function report({ draws, total, unsolved: unsolved3, summary: summary2 }, { shard }, interrupted2, out, world) {
  if (draws < total) {
    await write(world.stderr, `isabc: stopped after ${draws} of ${total} draws; ${howToGoOn}
`);
    return interrupted2 ?? exit.internal;
  }
  if (summary2 !== null) await write(world.stdout, formatSummary(summary2));
  else await write(world.stdout, `shard ${shard}: ${draws} draws in ${out}, for isabc merge
`);
  return reportUnsolved(unsolved3, world);
}
async function reportUnsolved(unsolved3, { stderr: stderr2 }) {
  if (unsolved3 === 0) return exit.done;
  await write(stderr2, `isabc: ${unsolved3} rows are unsolved
`);
  return exit.notCertified;
}

// bindings/cli/figure.ts
var help6 = `
Each figure becomes figure-<id>.svg, with its data as .csv and .json beside it. The curves come twice: as the paper's
text defines the model (one signal, \u221260 dBm as 1e-9 W; printed, decoupled and coupled bound), and as its numbers come
out (superposed signals, 1e-6 W, printed bound). docs/paper.md compares the numbers.

Examples:
  isabc figure 6 --out figures
  isabc figure all --out figures --draws 100 --seed 2`;
var figureCommand = (program2, world, done) => {
  program2.command("figure").summary("draw the paper's figures").description("Draws the paper's figures 5 to 9 under two readings of it, with their data.").argument("<id>", `${figures.map(({ id }) => id).join(", ")} or all`).requiredOption("--out <folder>", "folder for the files; made where it is missing").option("--draws <n>", "placements and symbols that Scenario II is drawn over, 1 to 100000", number2, 100).option("--seed <n>", "seed of the draws", number2, 1).addHelpText("after", help6).action(async (id, options2) => done(await figure(id, options2, world)));
};
async function figure(id, { out, draws, seed }, world) {
  const chosen = figures.filter((one) => id === "all" || one.id === id);
  const issues = [];
  const integer = (path, value2, min, max2) => {
    if (Number.isInteger(value2) && value2 >= min && value2 <= max2) return;
    issues.push({ path, value: value2, message: `must be an integer from ${min} to ${max2}` });
  };
  const ids = figures.map((one) => one.id).join(", ");
  if (chosen.length === 0) issues.push({ path: "figure", value: id, message: `must be ${ids} or all` });
  integer("--draws", draws, 1, 1e5);
  integer("--seed", seed, 0, Number.MAX_SAFE_INTEGER);
  if (issues.length > 0) throw new InputError(issues);
  await guarded(out, () => makeFolder(out));
  const solver2 = await world.loadSolver();
  const plot = await world.loadPlot();
  const progress = new Progress(world.stderr);
  let curves = 0;
  let unsolved3 = 0;
  const { monteCarlo: monteCarlo2 } = world;
  const onCurve = async () => {
    curves++;
    progress.show(() => `${curves} of ${12 * chosen.length} curves`);
    await new Promise((resolve3) => setImmediate(resolve3));
  };
  try {
    for (const one of chosen) {
      const data = await figureData(one, { solver: solver2, monteCarlo: monteCarlo2, draws, seed, onCurve });
      unsolved3 += unsolvedIn(data);
      const name = join9(out, `figure-${one.id}`);
      await writeOutputs(
        [
          { file: `${name}.svg`, text: plot.renderSvg(figureSpec(plot, data)) },
          { file: `${name}.csv`, text: figureCsv(data) },
          { file: `${name}.json`, text: formatJson({ version: "0.1.0", core: "15933beabcc8d9abc344b2026a234b4c0f4beb3ae69bc1e8b69188362473b24c", ...data }) }
        ],
        world
      );
    }
  } finally {
    progress.clear();
  }
  await write(world.stdout, `${chosen.map((one) => join9(out, `figure-${one.id}.svg`)).join("\n")}
`);
  return reportUnsolved(unsolved3, world);
}
function unsolvedIn({ curves }) {
  const points = curves.flatMap((curve2) => curve2.points);
  return points.reduce(
    (sum, point) => sum + ("status" in point ? Number(point.status === "unsolved") : point.unsolved),
    0
  );
}

// bindings/cli/merge.ts
import { resolve as resolve2 } from "node:path";

// bindings/cli/run-folder/gather.ts
import { access as access2 } from "node:fs/promises";
async function openShards(folders) {
  const stores = [];
  for (const folder of folders) {
    const { there, finished } = await readRecords(folder);
    if (there === null) throw new CommandError(exit.badInput, `${folder} holds no shard of a run`);
    if (finished !== null)
      throw new CommandError(exit.badInput, `${folder} holds a finished run, and no shard of one`);
    stores.push(new ChunkStore(folder, there));
  }
  const [first, ...others] = stores;
  const issues = others.flatMap(({ path, record }) => {
    const sentences = differences(withoutShard(record), withoutShard(first.record));
    const draws = [record, first.record].map(({ experiment: experiment2 }) => experiment2.draws);
    if (draws[0] < draws[1]) sentences.push(`experiment.draws: ${draws[0]} there, ${draws[1]} here`);
    return sentences.map((sentence) => `  ${path} (there) and ${first.path} (here): ${sentence}`);
  });
  if (issues.length === 0) return stores;
  throw new CommandError(exit.badInput, ["these are not shards of one run:", ...issues].join("\n"));
}
function withoutShard({ shard: _, ...record }) {
  return record;
}
async function locateChunks(stores, onProgress) {
  const { plan, record } = stores[0];
  const places2 = [];
  const missing3 = [];
  const damaged = [];
  for (let chunk = 0; chunk < plan.chunks; chunk++) {
    onProgress(chunk);
    for (const store of stores) {
      if (await store.read(chunk) !== null) {
        places2[chunk] = store;
        break;
      }
      const file = store.file(chunk);
      await access2(file).then(() => damaged.push(`${file} is damaged`), () => {
      });
    }
    if (places2[chunk] === void 0) missing3.push(chunk);
  }
  if (missing3.length === 0) return places2;
  const sentences = ranges(missing3).map(([from, to]) => {
    const first = chunkRange(record.experiment, plan, from).first;
    const last2 = chunkRange(record.experiment, plan, to);
    return `draws ${first} to ${last2.first + last2.count - 1} are missing${shardsOf(stores, from, to)}`;
  });
  const advice = "isabc montecarlo with --resume completes a shard";
  throw new CommandError(exit.badInput, [...sentences, ...damaged, advice].join("\n  "));
}
function ranges(numbers3) {
  const found = [];
  for (const number3 of numbers3) {
    const last2 = found.at(-1);
    if (last2 !== void 0 && last2[1] === number3 - 1) last2[1] = number3;
    else found.push([number3, number3]);
  }
  return found;
}
function shardsOf(stores, from, to) {
  const counts = new Set(stores.map(({ record }) => record.shard?.split("/")[1]));
  const [count3] = counts;
  if (counts.size > 1 || count3 === void 0) return "";
  const names2 = /* @__PURE__ */ new Set();
  for (let chunk = from; chunk <= to; chunk++)
    names2.add(`${shardOf(chunk, stores[0].plan.chunks, Number(count3))}/${count3}`);
  return ` (${names2.size > 1 ? "shards" : "shard"} ${[...names2].join(", ")})`;
}

// bindings/cli/merge.ts
var help7 = `
The results are those of one run of the whole experiment, byte for byte. The shards stay as they are. Where something
is missing, it is named, and nothing is written. What was stopped may be repeated.

Example:
  isabc merge shard-1 shard-2 shard-3 --out run`;
var mergeCommand = (program2, world, done) => {
  program2.command("merge").summary("put the shards of a Monte Carlo run together").description("Puts the shards of a Monte Carlo run together, in any order.").argument("<folders...>", "folders of isabc montecarlo \u2026 --shard I/N").requiredOption("--out <folder>", "folder for the results, absent or empty").addHelpText("after", help7).action(async (folders, { out }) => done(await merge(folders, out, world)));
};
async function merge(folders, out, world) {
  if (folders.some((folder) => resolve2(folder) === resolve2(out)))
    throw new CommandError(exit.badInput, `${out} cannot be a shard and the result`);
  const stores = await openShards(folders);
  const { shard: _, ...record } = stores[0].record;
  const { plan } = stores[0];
  const { draws } = record.experiment;
  const progress = new DrawProgress(world.stderr);
  const interruption = new Interruption(world, "stopping", "interrupted; the same command begins again");
  const { signal: signal2 } = interruption;
  const lost = new AbortController();
  const show3 = (activity) => (chunk) => {
    signal2.throwIfAborted();
    lost.signal.throwIfAborted();
    progress.show(activity, chunk * plan.size, draws);
  };
  try {
    const places2 = await locateChunks(stores, show3("reading"));
    const onLost = () => lost.abort(new CommandError(exit.inputOutput, `${out} is gone`));
    const folder = await RunFolder.open(out, record, { resume: true, wait: false, onLost, signal: signal2 });
    try {
      const assembling = show3("assembling");
      const before = await finishedState(folder, () => {
      });
      const batches2 = inOrder(places2.length, (chunk) => {
        assembling(chunk);
        return places2[chunk].read(chunk);
      });
      const summary2 = before?.summary ?? await assemble(out, record, batches2);
      await folder.removeChunks();
      progress.clear();
      await write(world.stdout, formatSummary(summary2));
      const unsolved3 = summary2.entries.reduce((sum, { counts }) => sum + counts.unsolved, 0);
      return await reportUnsolved(unsolved3, world);
    } finally {
      await folder.release();
    }
  } finally {
    progress.clear();
    interruption.end();
  }
}

// bindings/cli/serve.ts
import { join as join10 } from "node:path";
import { Writable } from "node:stream";

// bindings/cli/verify.ts
var help8 = `
The result must have been made with --covariance. Rate, bounds, LMI blocks and the lower bound of every point are
recomputed from the scenario, the factor (or the covariance) and the dual variables by code that shares no
arithmetic with the solver. Exit status 2 where anything is not verified.

Example:
  isabc tradeoff scenario.json --covariance --json - | isabc verify -`;
var verifyCommand = (program2, world, done) => {
  program2.command("verify").summary("check a result independently of the solver").description("Recomputes every point of a result in code of its own, and prints a verdict on each.").argument("<result>", "result, a JSON file made by tradeoff --covariance; - for standard input").addHelpText("after", help8).action(async (file) => done(await verify(file, world)));
};
async function verify(file, world) {
  const result2 = readable(await readJson(file, world));
  const verdict = verifyResult(result2);
  await write(world.stdout, formatVerdict(verdict));
  if (verdict.verified) return exit.done;
  await write(world.stderr, `isabc: not verified
`);
  return exit.notCertified;
}
function readable(value2) {
  if (!isObject(value2)) {
    throw new InputError([
      { path: "result", value: value2, message: "must be a result: an object as tradeoff --json writes it" }
    ]);
  }
  const issues = [];
  if (value2.schemaVersion !== 1) {
    issues.push({ path: "schemaVersion", value: value2.schemaVersion, message: "must be 1" });
  }
  issues.push(...checkScenario(value2.scenario, ["scenario"]).issues);
  if (!Array.isArray(value2.points) || value2.points.length === 0) {
    issues.push({ path: "points", value: value2.points, message: "must be an array of one or more points" });
  }
  if (issues.length > 0) throw new InputError(issues);
  return value2;
}
function formatVerdict({ verified, reason: reason3, maxRate, points, notChecked: notChecked2 }) {
  const rows = points.map((point, index) => ({
    cells: [`points[${index}]`, `${point.rateFloor} bps/Hz`, point.status, word(point.verified)],
    failed: point.checks.filter(({ ok }) => !ok)
  }));
  if (maxRate !== null) {
    const failed = maxRate.checks.filter(({ ok }) => !ok);
    rows.unshift({ cells: ["maxRate", "", "", word(maxRate.verified)], failed });
  }
  const lines2 = align(
    rows.map(({ cells: cells3 }) => cells3),
    [0, 2, 3]
  );
  const text2 = rows.flatMap(({ failed }, i2) => [
    lines2[i2],
    ...failed.map(({ name, detail }) => `  ${name}: ${detail}`)
  ]);
  const count3 = points.filter((point) => point.verified).length;
  if (reason3 !== void 0) text2.push(reason3);
  for (const why of new Set(notChecked2.map((entry) => entry.why))) {
    const fields = notChecked2.filter((entry) => entry.why === why).map(({ field: field2 }) => field2);
    text2.push(`not checked: ${fields.join(", ")} (${why})`);
  }
  text2.push(
    verified ? `verified: all ${count3} points` : `NOT verified: ${count3} of ${points.length} points are`
  );
  return text2.join("\n") + "\n";
}
function word(verified) {
  return verified ? "verified" : "NOT verified";
}

// bindings/cli/serve.ts
var help9 = `
A request is {"id"?, "method", "params"}, JSON on one line; its answer {"id", "result"} or {"id", "error"}, JSON on one
line, in the order of the requests. An error is {"name", "message"}, an InputError with "issues", a list of {"path",
"value", "message"}. The end of standard input ends the process. The methods, and the members of their params:

  version                                     {"version", "core"}
  tradeoff    scenario, options?              a result, as isabc tradeoff --json writes it
  evaluate    scenario, covariance, options?  an evaluation
  beamform    scenario, covariance, options?  waveforms
  verify      result                          the verdict on each point
  monteCarlo  experiment, out, options?       a run in the folder out; {"status", "summary"}; options draws, seed, workers,
                                              format, placements, resume, wait, shard, as of isabc montecarlo

Example:
  echo '{"method": "tradeoff", "params": {"scenario": {"devices": [{"position": [2, 1]}]}}}' | isabc serve`;
var serveCommand = (program2, world, done) => {
  program2.command("serve").summary("answer requests of other programs, a line of JSON each").description(
    "Answers requests on standard input, a line of JSON each, by a line of JSON on standard output."
  ).addHelpText("after", help9).action(async () => done(await serve(world)));
};
var longest2 = 64 << 20;
async function serve(world) {
  const solver2 = await world.loadSolver();
  for await (const line of lines(world.stdin)) {
    if (line.toString("latin1", 0, 64).trim() === "" && line.toString().trim() === "") continue;
    await write(world.stdout, `${JSON.stringify(await answer(line, solver2, world))}
`);
  }
  return exit.done;
}
async function* lines(stream) {
  let parts = [];
  let length2 = 0;
  for await (const chunk of stream) {
    let rest = Buffer.from(chunk);
    for (let end2 = rest.indexOf(10); end2 >= 0; end2 = rest.indexOf(10)) {
      yield Buffer.concat([...parts, rest.subarray(0, end2)]);
      rest = rest.subarray(end2 + 1);
      [parts, length2] = [[], 0];
    }
    parts.push(rest);
    length2 += rest.length;
    if (length2 > longest2)
      throw new CommandError(exit.badInput, `a request is longer than the ${longest2} bytes allowed`);
  }
  if (length2 > 0) yield Buffer.concat(parts);
}
async function answer(line, solver2, world) {
  let id = null;
  try {
    const request = parseJson(line, "the request");
    if (isObject(request)) id = request.id ?? null;
    return { id, result: await result(request, solver2, world) };
  } catch (error) {
    return { id, error: described(error) };
  }
}
var methods = {
  version: () => ({ version: "0.1.0", core: "15933beabcc8d9abc344b2026a234b4c0f4beb3ae69bc1e8b69188362473b24c" }),
  tradeoff: ({ scenario: scenario2, options: options2 }, solver2) => solver2.tradeoff(scenario2, options2 ?? {}),
  evaluate: ({ scenario: scenario2, covariance, options: options2 }, solver2) => solver2.evaluate(scenario2, covariance, options2 ?? {}),
  beamform: ({ scenario: scenario2, covariance, options: options2 }, solver2) => solver2.beamform(scenario2, covariance, options2 ?? {}),
  verify: ({ result: claimed }) => verifyResult(readable(claimed)),
  monteCarlo: ({ experiment: experiment2, out, options: options2 }, _, world) => runFolder(experiment2, out, options2, world)
};
function result(request, solver2, world) {
  const { method, params = {}, id: _, ...rest } = isObject(request) ? request : {};
  const known2 = Object.keys(methods);
  if (typeof method !== "string" || !known2.includes(method) || !isObject(params) || Object.keys(rest).length > 0) {
    const message = `must be {"id", "method", "params"} with one of the methods ${known2.join(", ")}`;
    throw new InputError([{ path: "request", value: request, message }]);
  }
  return methods[method](params, solver2, world);
}
var folderDefaults = { format: "parquet", placements: true, resume: false, wait: false };
var folderOptions = ["draws", "seed", "workers", "shard", ...Object.keys(folderDefaults)];
async function runFolder(experiment2, out, options2, world) {
  const issues = [];
  if (typeof out !== "string") issues.push({ path: "out", value: out, message: "must name a folder" });
  for (const key of Object.keys(options2 ?? {}))
    if (!folderOptions.includes(key))
      issues.push({
        path: key,
        value: options2[key],
        message: `must be one of ${folderOptions.join(", ")}`
      });
  if (issues.length > 0) throw new InputError(issues);
  const folder = out;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const given2 = { ...folderDefaults, ...options2, out: folder };
  const status = await montecarlo(experiment2, given2, { ...world, stdout: silent, stderr: silent });
  const whole = given2.shard === void 0 && [exit.done, exit.notCertified].includes(status);
  return { status, summary: whole ? await readJson(join10(folder, summaryName), world) : null };
}
function described(error) {
  if (error instanceof InputError) {
    const issues = error.issues.map(({ path, value: value2, message }) => ({
      path,
      value: jsonValue(value2),
      message
    }));
    return { name: error.name, message: error.message, issues };
  }
  if (error instanceof SyntaxError || error instanceof CommandError)
    return { name: error.constructor.name, message: error.message };
  return { name: "Error", message: `this should not have happened, please report it: ${reason2(error)}` };
}
function jsonValue(value2) {
  const text2 = JSON.stringify(value2) ?? "null";
  return text2.length <= 200 ? value2 : null;
}

// bindings/cli/simulate.ts
var help10 = `
Each trial sends new random symbols with the optimal covariance, adds clutter and noise, and estimates all delays
and angles jointly by maximum likelihood. Without --json a table goes to standard output.

Examples:
  isabc simulate scenario.json --rates 0
  isabc simulate scenario.json --rates 0.2 --fidelity coupled --trials 2000 --seed 7 --json report.json`;
var simulateCommand = (program2, world, done) => {
  const command = program2.command("simulate").summary("estimate delays and angles from simulated samples, and compare with the bounds").description(
    "Simulates received samples and a maximum-likelihood receiver, and compares its errors with the three bounds."
  ).argument("<scenario>", "scenario, a JSON file; - for standard input").requiredOption("--rates <floor>", "rate floor of the covariance that is sent, bps/Hz", numbers).option("--trials <n>", `number of slots, 2 to 10000000 (default: ${defaultTrials})`, number2).option("--seed <n>", "seed of the random numbers (default: 1)", number2);
  addScenarioOptions(addModelOptions(command)).option("--samples <k>", "samples a symbol (default: the fewest that keep the bound)", number2).option("--json <file>", "write the report as JSON; - for standard output").addHelpText("after", help10).action(async (file, options2) => done(await simulate2(file, options2, world)));
};
async function simulate2(file, { json, rates, ...others }, world) {
  const { source, rest: options2 } = scenarioOptions(others);
  const rate = oneRate(rates);
  const scenario2 = await readScenario2(file, source, world);
  const result2 = await compute(scenario2, { rate, ...options2 }, world, () => checkWritable([json]));
  const text2 = json === void 0 ? formatSimulation(result2) : formatJson(result2);
  await writeOutputs([{ file: json ?? "-", text: text2 }], world);
  if (result2.status !== "unsolved") return exit.done;
  await write(world.stderr, "isabc: the covariance at this rate is unsolved\n");
  return exit.notCertified;
}
async function compute(scenario2, options2, world, validated) {
  const solver2 = await world.loadSolver();
  const total = options2.trials ?? defaultTrials;
  const steps2 = solver2.trials(scenario2, options2);
  const progress = new Progress(world.stderr);
  try {
    let step = steps2.next();
    await validated();
    while (!step.done) {
      const done = step.value;
      progress.show(() => `${done} of ${total} trials`);
      await new Promise((resolve3) => setImmediate(resolve3));
      step = steps2.next();
    }
    return step.value;
  } finally {
    progress.clear();
  }
}

// bindings/cli/curves.ts
import { basename as basename3, extname as extname2 } from "node:path";
var words = /* @__PURE__ */ new Set(["fidelity", "pulse", "signal"]);
function comparison(text2) {
  const [key, ...rest] = text2.split("=");
  return {
    key: key.trim(),
    values: rest.join("=").split(",").map((value2) => value2.trim())
  };
}
async function readCurves(files, compare2, options2, source, streams) {
  if (files.filter((file) => file === "-").length > 1)
    throw new CommandError(exit.badInput, "only one scenario can come from standard input");
  const scenarios = [];
  for (const file of files) {
    const scenario2 = await readScenario2(file, source, streams);
    scenarios.push({ name: file === "-" ? "standard input" : basename3(file, extname2(file)), scenario: scenario2 });
  }
  const names2 = new Set(scenarios.map(({ name }) => name));
  if (names2.size < scenarios.length) scenarios.forEach((entry, i2) => entry.name = files[i2]);
  if (compare2 === void 0) return scenarios.map((entry) => ({ ...entry, options: options2 }));
  checkComparison(compare2, options2);
  return scenarios.flatMap(
    ({ name, scenario: scenario2 }) => compare2.values.map((value2) => {
      const label = words.has(compare2.key) ? value2 : `${compare2.key} ${value2}`;
      const curve2 = vary(scenario2, options2, compare2.key, value2);
      return { name: files.length === 1 ? label : `${name}, ${label}`, ...curve2 };
    })
  );
}
function checkComparison({ key, values }, { fidelity: fidelity2 }) {
  const known2 = ["fidelity", "pulse", "signal", ...sweepPaths];
  if (!known2.includes(key)) {
    const message = `must be KEY=VALUE,VALUE,\u2026 with one of the keys ${known2.join(", ")}`;
    throw new InputError([{ path: "compare", value: key, message }]);
  }
  if (values.some((value2) => value2 === "")) {
    const message = `must name one or more values of ${key}, with commas between them`;
    throw new InputError([{ path: "compare", value: values.join(","), message }]);
  }
  if (key === "fidelity" && fidelity2 !== void 0)
    throw new CommandError(exit.badInput, "--fidelity and --compare fidelity=\u2026 cannot be given together");
}
function vary(scenario2, options2, key, value2) {
  if (key === "fidelity") return { scenario: scenario2, options: { ...options2, fidelity: value2 } };
  if (key === "signal") return { scenario: { ...scenario2, signal: value2 }, options: options2 };
  if (key === "pulse") return { scenario: { ...scenario2, pulse: value2 }, options: options2 };
  const { output, issues } = checkScenario(scenario2);
  if (issues.length > 0) return { scenario: scenario2, options: options2 };
  return { scenario: withValue(output, key, number2(value2)), options: options2 };
}

// bindings/cli/result-arrays.ts
var scalars = ["rateFloor", "rate", "slope", "lowerBound", "gap", "lmi", "iterations", "rank"];
var bounds2 = ["total", "delay", "angle", "position"];
function resultArrays({ points, scenario: scenario2, maxRate, maxRateBound, freeRate }) {
  const real = (values, shape = [values.length]) => ({
    shape,
    re: Float64Array.from(values, (value2) => value2 ?? NaN),
    im: null
  });
  const { length: devices } = scenario2.devices;
  const arrays2 = { status: { text: points.map(({ status }) => status) } };
  for (const key of scalars) arrays2[key] = real(points.map((point) => point[key]));
  for (const key of bounds2) arrays2[key] = real(points.map(({ crb }) => crb?.[key]));
  for (const key of ["delay", "angle", "position"]) {
    const values = points.flatMap((point) => scenario2.devices.map((_, l) => point.devices?.[l]?.[key]));
    arrays2[`device${capital(key)}`] = real(values, [points.length, devices]);
  }
  if (points.some(({ bound }) => bound !== void 0))
    for (const key of ["bound", "rateBound"]) arrays2[key] = real(points.map((point) => point[key]));
  Object.assign(arrays2, covariances(points, scenario2.transmitter.antennas));
  for (const [key, value2] of Object.entries({ maxRate, maxRateBound, freeRate }))
    arrays2[key] = real([value2], []);
  return arrays2;
}
var arrayFormats = {
  mat: (result2) => writeMat(resultArrays(result2)),
  npz: (result2) => writeNpz(resultArrays(result2))
};
function covariances(points, antennas2) {
  const given2 = points.map(({ covariance }) => covariance);
  const one = given2.find((covariance) => covariance !== void 0);
  if (one === void 0) return {};
  const stacked = (matrixOf) => {
    const size = antennas2 * antennas2;
    const [re, im] = [0, 1].map(() => new Float64Array(given2.length * size).fill(NaN));
    for (let i2 = 0; i2 < given2.length; i2++) {
      const matrix2 = matrixOf(i2);
      if (matrix2 === void 0) continue;
      re.set(matrix2.re.flat(), i2 * size);
      im.set(matrix2.im.flat(), i2 * size);
    }
    return { shape: [given2.length, antennas2, antennas2], re, im };
  };
  if (!("sensing" in one)) return { covariance: stacked((i2) => given2[i2]) };
  const pairs = given2;
  return {
    covarianceCommunication: stacked((i2) => pairs[i2]?.communication),
    covarianceSensing: stacked((i2) => pairs[i2]?.sensing)
  };
}
var capital = (word2) => word2[0].toUpperCase() + word2.slice(1);

// bindings/cli/tradeoff.ts
var help11 = `
The result goes to standard output as a table, unless it is written with --json or --csv. Several scenarios, or
--compare, make several curves: one figure; a table each; with --json an array of {"name", "result"}; with --csv a
first column "curve". The figure marks the free rate, the largest rate and, of a single curve, the achievable
region (32) of the paper.

Examples:
  isabc tradeoff scenario.json
  isabc tradeoff scenario.json --points 51 --csv curve.csv
  isabc tradeoff scenario.json --bounds 1e-6,1e-5
  isabc tradeoff scenario.json --rates 0:0.05:0.8 --devices tags.csv --set noiseDbm=-80
  isabc tradeoff scenario.json --rates 0.1,0.2 --covariance --json result.json
  isabc tradeoff - --fidelity coupled --objective position --json - < scenario.json
  isabc tradeoff scenario.json --covariance --npz curve.npz
  isabc tradeoff scenario.json --plot curve.svg
  isabc tradeoff scenario.json --compare fidelity=printed,decoupled,coupled --plot fidelities.png
  isabc tradeoff scenario.json --compare powerDbm=10,20,30 --plot powers.svg
  isabc tradeoff scenario.json --compare signal=reused,superposed --plot signals.svg
  isabc tradeoff near.json far.json --compare pulse=cosine,sinc,ramp --plot pulses.svg`;
var tradeoffCommand = (program2, world, done) => {
  const command = program2.command("tradeoff").summary("compute the certified trade-off curve of a scenario").description(
    "Computes the certified trade-off curve of a scenario: the smallest bound at each rate floor."
  ).argument("<scenario...>", "scenarios, JSON files (see scenario.schema.json); - for standard input").option(
    "--rates <list>",
    "rate floors in bps/Hz with commas between them, in any order; ranges as START:STEP:END",
    numbers
  ).option("--points <n>", `number of evenly spaced floors, 1 to 100000 (default: ${defaultPoints})`, number2).option(
    "--bounds <list>",
    "bounds in the objective's unit: the largest rate within each, instead of a bound at each rate",
    numbers
  );
  addScenarioOptions(addModelOptions(command)).option(
    "--compare <key=values>",
    "a curve for each value of fidelity, pulse, signal or a number of the scenario such as receiver.antennas",
    comparison
  ).option("--covariance", "add covariance, factor and certificate to every point, as verify needs them").option("--no-extremes", "with --rates: leave out the largest and the free rate").option("--json <file>", "write the result as JSON; - for standard output").option("--csv <file>", "write one line a point as CSV; - for standard output").option("--mat <file>", "write the result as arrays for MATLAB; with --covariance the covariances too").option("--npz <file>", "write the result as arrays for NumPy; likewise").option("--plot <file>", "draw the curve, as SVG or PNG by the name; - for SVG on standard output").addHelpText("after", help11).action(async (files, options2) => done(await tradeoff2(files, options2, world)));
};
async function tradeoff2(files, { json, csv, mat, npz, plot, compare: compare2, ...others }, world) {
  checkDistinct([
    { option: "--json", file: json },
    { option: "--csv", file: csv },
    { option: "--mat", file: mat },
    { option: "--npz", file: npz },
    { option: "--plot", file: plot }
  ]);
  checkPicture("--plot", plot);
  const { source, rest: options2 } = scenarioOptions(others);
  const curves = await readCurves(files, compare2, options2, source, world);
  for (const [option, file] of Object.entries({ "--mat": mat, "--npz": npz })) {
    if (file !== void 0 && curves.length > 1)
      throw new CommandError(exit.badInput, `${option} takes one curve, and these are ${curves.length}`);
  }
  const results2 = [];
  for (const curve2 of curves) {
    const validated = () => checkWritable(results2.length === 0 ? [json, csv, mat, npz, plot] : []);
    results2.push({
      name: curve2.name,
      result: await compute2(curve2.scenario, curve2.options, world, validated)
    });
  }
  const outputs = [];
  const one = curves.length === 1 ? results2[0].result : null;
  if (json !== void 0) outputs.push({ file: json, text: formatJson(one ?? results2) });
  if (csv !== void 0) outputs.push({ file: csv, text: one ? formatCsv(one) : csvOf2(results2) });
  if (mat !== void 0) outputs.push({ file: mat, text: arrayFormats.mat(results2[0].result) });
  if (npz !== void 0) outputs.push({ file: npz, text: arrayFormats.npz(results2[0].result) });
  if (plot !== void 0) {
    const { tradeoffFigure } = await world.loadPlot();
    outputs.push(await picture(plot, tradeoffFigure(results2), world));
  }
  if (json === void 0 && csv === void 0 && ![mat, npz, plot].includes("-"))
    outputs.push({ file: "-", text: one ? formatTable(one) : tablesOf(results2) });
  await writeOutputs(outputs, world);
  const points = results2.flatMap(({ result: result2 }) => result2.points);
  const unsolved3 = points.filter(({ status }) => status === "unsolved").length;
  if (unsolved3 === 0) return exit.done;
  await write(world.stderr, `isabc: ${unsolved3} of ${points.length} points are unsolved
`);
  return exit.notCertified;
}
function csvOf2(results2) {
  const lines2 = results2.flatMap(({ name, result: result2 }, i2) => {
    const [head, ...rest] = formatCsv(result2).trimEnd().split("\n");
    const curve2 = /[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
    return [...i2 === 0 ? [`curve,${head}`] : [], ...rest.map((line) => `${curve2},${line}`)];
  });
  return [...lines2, ""].join("\n");
}
var tablesOf = (results2) => results2.map(({ name, result: result2 }) => `${name}

${formatTable(result2)}`).join("\n");
async function compute2(scenario2, options2, world, validated) {
  const solver2 = await world.loadSolver();
  const steps2 = solver2.points(scenario2, options2);
  const total = (options2.rates ?? options2.bounds)?.length ?? options2.points ?? defaultPoints;
  const progress = new Progress(world.stderr);
  try {
    let step = steps2.next();
    await validated();
    for (let count3 = 1; !step.done; count3++) {
      progress.show(() => `${count3} of ${total} points`);
      await new Promise((resolve3) => setImmediate(resolve3));
      step = steps2.next();
    }
    return step.value;
  } finally {
    progress.clear();
  }
}

// bindings/cli/run.ts
var description = `Certified trade-offs between communication rate and localization bounds
in integrated sensing and backscatter communication.`;
var epilogue = `
Everywhere, - stands for standard input or output. Files are written whole or not at all.

Exit status: 0 done; 1 bad input or usage, nothing is written; 2 some point is unsolved, or not verified;
3 input/output error; 130, 143 interrupted.`;
async function run(argv, world) {
  let status = exit.done;
  const texts = [];
  const program2 = new Command("isabc").description(description).version("0.1.0", "-V, --version", "print the version").helpOption("-h, --help", "print this help").helpCommand("help [command]", "print the help of a command").addHelpText("after", epilogue).configureOutput({
    writeOut: (text2) => texts.push({ stream: world.stdout, text: text2 }),
    writeErr: (text2) => texts.push({ stream: world.stderr, text: `isabc: ${text2}`.replace(/^isabc: error: /, "isabc: ") })
  }).exitOverride();
  const commands = [
    tradeoffCommand,
    evaluateCommand,
    verifyCommand,
    beamCommand,
    beamformCommand,
    montecarloCommand,
    mergeCommand,
    simulateCommand,
    figureCommand,
    plotCommand,
    serveCommand
  ];
  for (const command of commands) {
    command(program2, world, (result2) => status = result2);
  }
  try {
    await program2.parseAsync(spelled(argv), { from: "user" });
  } catch (error) {
    status = await report2(error, world);
  }
  for (const { stream, text: text2 } of texts) await write(stream, text2);
  return status;
}
async function report2(error, { stderr: stderr2 }) {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.badInput;
  if (error instanceof InputError) {
    await write(stderr2, `isabc: ${error.message}
`);
    return exit.badInput;
  }
  if (error instanceof CommandError) {
    await write(stderr2, `isabc: ${error.message}
`);
    return error.status;
  }
  if (error?.code === "EPIPE") return exit.done;
  const trace2 = error instanceof Error ? error.stack ?? error.message : String(error);
  await write(stderr2, `isabc: this should not have happened, please report it: ${trace2}
`);
  return exit.internal;
}

// bindings/cli/main.ts
var interrupted = { SIGINT: 130, SIGTERM: 143 };
var onInterrupt = null;
for (const [signal2, status] of Object.entries(interrupted)) {
  process.on(signal2, () => {
    const handler = onInterrupt;
    onInterrupt = null;
    if (handler !== null) return handler(status);
    removeTemporaries();
    process.exit(status);
  });
}
process.stdout.on("error", (error) => {
  if (error.code === "EPIPE") process.exit(exit.done);
  process.stderr.write(`isabc: cannot write standard output: ${error.message}
`);
  process.exit(exit.inputOutput);
});
process.stderr.on("error", () => process.exit(exit.inputOutput));
async function solver() {
  try {
    return await loadSolver();
  } catch (error) {
    throw new CommandError(exit.inputOutput, error instanceof Error ? error.message : String(error));
  }
}
var { stdin, stdout, stderr } = process;
process.exitCode = await run(process.argv.slice(2), {
  stdin,
  stdout,
  stderr,
  loadSolver: solver,
  loadPlot: () => import("./plot.js"),
  monteCarlo,
  onInterrupt: (handler) => onInterrupt = handler
});
