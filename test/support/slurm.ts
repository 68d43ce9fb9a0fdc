/** A Slurm of one node on this machine, for a test: munged, slurmctld and slurmd in a folder of their own. */

import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Why there can be no Slurm here; null where there can. */
export function slurmLacks(): string | null {
  if (process.platform !== 'linux') return 'Slurm needs Linux';
  if (process.getuid?.() !== 0) return 'slurmd needs root';
  const missing = ['munged', 'slurmctld', 'slurmd'].filter((name) => !existsSync(`/usr/sbin/${name}`));
  return missing.length === 0 ? null : `${missing.join(', ')} not installed (Debian: slurm-wlm and munge)`;
}

/** A job as `squeue` has it. */
export interface Job {
  /** `12`, or `12_3` for a task of an array. */
  id: string;
  /** `RUNNING`, `PENDING`, `COMPLETED` … */
  state: string;
}

export class Slurm {
  readonly #folder = mkdtempSync(join(tmpdir(), 'isabc-slurm-'));
  readonly #daemons: ChildProcess[] = [];
  readonly #env: NodeJS.ProcessEnv;

  private constructor() {
    this.#env = { ...process.env, SLURM_CONF: this.#file('slurm.conf') };
  }

  static async start(): Promise<Slurm> {
    const slurm = new Slurm();
    try {
      await slurm.#start();
      return slurm;
    } catch (error) {
      const logs = slurm.logs();
      await slurm.stop();
      throw new Error(`Slurm does not start: ${String(error)}\n${logs}`, { cause: error });
    }
  }

  /** Runs one of Slurm's commands; gives its standard output. */
  command(name: string, args: string[], cwd = this.#folder): string {
    return execFileSync(name, args, { cwd, env: this.#env, encoding: 'utf8' }).trim();
  }

  /** Jobs that Slurm remembers, one a task of an array. */
  jobs(): Job[] {
    const lines = this.command('squeue', ['--noheader', '--array', '--states=all', '--format=%i %T']);
    return lines.split('\n').flatMap((line) => {
      const [id, state] = line.trim().split(' ');
      return id === '' ? [] : [{ id, state }];
    });
  }

  /** Waits until a condition holds. */
  async until(what: string, holds: () => boolean, seconds: number): Promise<void> {
    const end = performance.now() + 1000 * seconds;
    while (!holds()) {
      if (performance.now() > end) throw new Error(`waited in vain for ${what}:\n${this.#status()}`);
      await sleep(200);
    }
  }

  /** Ends all jobs, then the daemons. */
  async stop(): Promise<void> {
    try {
      this.command('scancel', ['--signal=KILL', '--full', '--user=root']);
      this.command('scancel', ['--user=root']);
      const done = () => this.jobs().every(({ state }) => !/RUNNING|PENDING|COMPLETING/.test(state));
      await this.until('the jobs to end', done, 30);
    } catch {
      // Slurm has not come up, or is beyond help: its daemons go all the same.
    }
    for (const daemon of this.#daemons.reverse()) {
      if (daemon.exitCode !== null || daemon.signalCode !== null) continue;
      const gone = new Promise((resolve) => daemon.once('exit', resolve));
      daemon.kill('SIGTERM');
      await Promise.race([gone, sleep(10_000).then(() => daemon.kill('SIGKILL'))]);
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  logs(): string {
    return ['munged', 'slurmctld', 'slurmd']
      .map((name) => this.#file(`${name}.log`))
      .filter((file) => existsSync(file))
      .map((file) => `${file}:\n${readFileSync(file, 'utf8').slice(-4000)}`)
      .join('\n');
  }

  #file(name: string): string {
    return join(this.#folder, name);
  }

  async #start(): Promise<void> {
    for (const name of ['munge', 'state', 'spool']) mkdirSync(this.#file(name), { mode: 0o755 });
    writeFileSync(this.#file('munge/key'), randomBytes(128), { mode: 0o600 });
    const [controller, daemon] = [await freePort(), await freePort()];
    writeFileSync(this.#file('slurm.conf'), this.#configuration(controller, daemon));
    this.#spawn('munged', [
      '--foreground',
      '--force', // as root, and in a folder that not everybody may enter
      `--key-file=${this.#file('munge/key')}`,
      `--socket=${this.#file('munge/socket')}`,
      `--pid-file=${this.#file('munge/pid')}`,
      `--log-file=${this.#file('munged.log')}`,
      `--seed-file=${this.#file('munge/seed')}`,
    ]);
    await this.until('munged', () => existsSync(this.#file('munge/socket')), 20);
    this.#spawn('slurmctld', ['-D']);
    this.#spawn('slurmd', ['-D']);
    const idle = () => {
      try {
        return this.command('sinfo', ['--noheader', '--format=%T']) === 'idle';
      } catch {
        return false; // slurmctld does not answer yet
      }
    };
    await this.until('the node', idle, 60);
  }

  #spawn(name: string, args: string[]): void {
    this.#daemons.push(spawn(`/usr/sbin/${name}`, args, { env: this.#env, stdio: 'ignore' }));
  }

  #configuration(controllerPort: number, daemonPort: number): string {
    const host = hostname().split('.')[0];
    return `
ClusterName=isabc
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${controllerPort}
SlurmdPort=${daemonPort}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${this.#file('munge/socket')}
StateSaveLocation=${this.#file('state')}
SlurmdSpoolDir=${this.#file('spool')}
SlurmctldPidFile=${this.#file('slurmctld.pid')}
SlurmdPidFile=${this.#file('slurmd.pid')}
SlurmctldLogFile=${this.#file('slurmctld.log')}
SlurmdLogFile=${this.#file('slurmd.log')}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
MailProg=/bin/true
ReturnToService=2
MinJobAge=3600
SchedulerParameters=sched_interval=1
NodeName=${host} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=main Nodes=${host} Default=YES MaxTime=INFINITE State=UP
`;
  }

  #status(): string {
    try {
      return this.command('squeue', ['--array', '--states=all']);
    } catch (error) {
      return String(error);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
