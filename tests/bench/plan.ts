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
  /** Where the others answer. */
  peers_port: number;
  chromium: string;
  repetitions: number;
  /** How many times slower the page's main thread is made. */
  cpu: number;
  storage: 'leveldb' | 'sqlite';
  systems: string[];
  /** Nothing new is begun after as many. */
  minutes: number | null;
  office: Office;
  /** The app as it was built. */
  dist: string;
  /** What the others are given: made from the office once. */
  given: string;
  /** Below it, a folder for each fresh profile. */
  profiles: string;
  /** The others' pages, as they were bundled. */
  pages: string;
  /** Each step that was done, a line each. */
  progress: string;
  results: string;
}

/** Milliseconds, bytes or a number, by the name of its figure. */
export type Samples = Record<string, number>;

/** What is measured: ours, or another that holds the same cases. */
export interface System {
  readonly name: string;
  /** On a profile nobody has used, with the server there; then a sync without a change. */
  firstSync(profile: string): Promise<Samples[]>;
  /** On a profile that was synced, in browsers just started, without network or server; then searches and saves. */
  coldStarts?(profile: string, reopens: number): Promise<Samples[]>;
  /** Two tablets: what one does on the other's screen, then what both did alone. */
  exchange?(profiles: [string, string]): Promise<Samples[]>;
}

/** Saves of each profile: of seven profiles, enough for the one in a hundred. */
export const SAVES = 20;
/** Edits of each exchange. */
export const EDITS = 20;
/** Commands on each side without a network. */
export const ALONE = 500;
/** A unit of every office that `demo` makes. */
export const UNIT = 'B-203';
/** What is looked for, each typed whole into an empty search. */
export const WORDS = [UNIT, '空调', '漏水', '射灯'];

export const complaint = (number: number) => `第 ${number} 次：店里空调从早上开始不制冷，客人试一件就走了。`;

export const plan: Plan = JSON.parse(process.env.HUIFANG_BENCH ?? 'null');
if (!plan) throw new Error('Run it with `cargo xtask bench`: it builds, fills and serves what is measured.');
