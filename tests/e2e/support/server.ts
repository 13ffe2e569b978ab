// The real server, and the door through which a flow ends and starts it.
import { execFileSync } from 'node:child_process';
import path from 'node:path';

export const TOKEN = process.env.HUIFANG_SETUP_TOKEN ?? '';
const control = process.env.HUIFANG_CONTROL_URL;
const top = path.resolve(import.meta.dirname, '../../..');

async function tell(what: 'stop' | 'kill' | 'start' | 'older' | 'newer') {
  const answer = await fetch(`${control}/${what}`, { method: 'POST' });
  if (!answer.ok) throw new Error(`The server could not be told to ${what}: ${await answer.text()}`);
}

/** Ends the process of the server. */
export const stopServer = () => tell('stop');

/** Ends it as a power cut does. */
export const killServer = () => tell('kill');

/** Starts it again on the same port with the same data; returns when it answers. */
export const startServer = () => tell('start');

/** The next start is that of the older release. */
export const olderServer = () => tell('older');

/** The next start is that of this one again. */
export const newerServer = () => tell('newer');

/** Asks the rules themselves, one answer for each question. */
export function judge(...questions: object[]): any[] {
  const lines = questions.map((question) => `${JSON.stringify(question)}\n`).join('');
  const program = ['run', '--quiet', '--package', 'rules', '--bin', 'judge'];
  const answers = execFileSync('cargo', program, { cwd: top, input: lines, encoding: 'utf8' });
  return answers.trim().split('\n').map((line) => JSON.parse(line));
}
