// What `cargo xtask bench` asks for.
export interface Office {
  cases: number;
  events: number;
  streams: number;
  sign_in_name: string;
  password: string;
}

export interface Plan {
  base_url: string;
  /** Where the real server is ended and started. */
  control_url: string;
  chromium: string;
  repetitions: number;
  office: Office;
  /** The app as it was built. */
  dist: string;
  /** Below it, a folder for each fresh profile. */
  profiles: string;
  results: string;
}

/** A time in milliseconds or a number of bytes, by the name of its figure. */
export type Samples = Record<string, number>;

/** What is measured: ours, or another that holds the same cases. */
export interface System {
  readonly name: string;
  /** On a profile nobody has used, with the server there. */
  firstSync(profile: string): Promise<Samples>;
  /** On a profile that was synced, in a browser just started, without network or server; then some saves. */
  coldStart(profile: string): Promise<Samples[]>;
}

export const plan: Plan = JSON.parse(process.env.HUIFANG_BENCH ?? 'null');
if (!plan) throw new Error('Run it with `cargo xtask bench`: it builds, fills and serves what is measured.');
