// Windows has no POSIX shell: this is its watchdog. Runs `postgres -D folder …` and, when our standard input closes
// because our parent ended in whatever way, has pg_ctl stop it.
import { execFile, spawn } from 'node:child_process';

const [pgCtl, postgres, ...args] = process.argv.slice(2);
const folder = args[args.indexOf('-D') + 1];
const server = spawn(postgres, args, { stdio: ['ignore', 'ignore', 'inherit'], windowsHide: true });

server.on('error', () => process.exit(1));
server.on('exit', (code) => process.exit(code ?? 1));
process.stdin.on('error', stop).on('end', stop).resume();

function stop() {
  execFile(pgCtl, ['stop', '-D', folder, '-m', 'fast', '-t', '2'], { timeout: 3_000 }, (error) => {
    if (error) server.kill('SIGKILL');
  });
}
