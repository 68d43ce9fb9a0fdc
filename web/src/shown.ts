/** What the page can show and write into an address: uniform lines in the plane, devices with place, symbol and name. */
import { InputError, isLine, type Scenario } from 'isabc';

/**
 * The scenario itself.
 *
 * @throws InputError naming everything that the page has no picture and no form for
 */
export function shown(scenario: Scenario): Scenario {
  const use = 'use the command line, isabc tradeoff';
  const arrays = (['transmitter', 'receiver'] as const).flatMap((side) => {
    const array = scenario[side];
    if (array.position.length === 2 && isLine(array)) return [];
    const message = `is not shown by this page, which has uniform lines in the plane: ${use}`;
    return [{ path: side, value: array, message }];
  });
  const devices = scenario.devices.flatMap((device, i) =>
    (['channel', 'weight', 'prior'] as const).flatMap((key) =>
      device[key] === undefined
        ? []
        : [
            {
              path: `devices[${i}].${key}`,
              value: device[key],
              message: `is not shown by this page: ${use}`,
            },
          ],
    ),
  );
  const issues = [...arrays, ...devices];
  if (issues.length > 0) throw new InputError(issues);
  return scenario;
}
