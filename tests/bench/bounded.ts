// Nothing is waited for without an end.

/** The same, but given up with a sentence after so many seconds. */
export function bounded<T>(what: string, seconds: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const limit = AbortSignal.timeout(seconds * 1000);
  limit.addEventListener('abort', () => reject(new Error(`${what}: not done after ${seconds} s.`)), { once: true });
  return Promise.race([work, promise]);
}

/** One line of whatever was thrown. */
export function why(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.replaceAll(/\u001b\[[0-9;]*m/g, '').split('\n').map((line) => line.trim()).filter(Boolean).slice(0, 3).join(' ').slice(0, 300);
}
