// A server of the API for a test: the program that API_BINARY names, on a database of its own.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Store } from "../src/api/session";

export const PASSWORD = "kouign-amann au petit matin";

/** Storage such as a browser has. */
export class Memory extends Map<string, string> implements Store {
  getItem = (key: string) => this.get(key) ?? null;
  setItem = (key: string, value: string) => void this.set(key, value);
  removeItem = (key: string) => void this.delete(key);
}

export interface Account {
  name: string;
  email: string;
  role: "contributor" | "editor" | "admin";
  territory?: string;
}

export interface Api {
  /** The address of GraphQL. */
  url: string;
  stop(): Promise<void>;
}

/** A port that nobody listens on at the moment. */
export const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const server = createServer().on("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address && typeof address === "object" ? done(address.port) : fail(new Error("no port"))));
    });
  });

/** Starts the API with the demo corpus and these accounts, whose password is that of the tests; waits until it answers. */
export async function startApi(accounts: Account[], settings: Record<string, string> = {}): Promise<Api> {
  const program = resolve(process.env.API_BINARY ?? "../../target/debug/bretagne-creative");
  const folder = mkdtempSync(join(tmpdir(), "bretagne-creative-"));
  const listen = `127.0.0.1:${await freePort()}`;
  const env = {
    ...process.env,
    BC_DATABASE_URL: `sqlite:${join(folder, "site.db")}`,
    BC_LISTEN: listen,
    BC_LOG: "warn",
    ...settings,
  };
  const serve = async (): Promise<ChildProcess> => {
    const child = spawn(program, ["serve", "--demo"], { env, cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
    const begun = Date.now();
    while (!(await isReady(`http://${listen}/health/ready`))) {
      if (child.exitCode !== null || Date.now() - begun > 60_000) {
        await ended(child);
        throw new Error(`${program} does not answer`);
      }
      await new Promise((done) => setTimeout(done, 50));
    }
    return child;
  };
  // the first start loads the corpus, into a database that holds nothing yet; the second one knows the accounts
  await ended(await serve());
  for (const { name, email, role, territory } of accounts) {
    const where = territory ? ["--territory", territory] : [];
    const words = ["member", "create", "--name", name, "--email", email, "--role", role, ...where];
    const made = spawnSync(program, words, { env, cwd: folder, input: `${PASSWORD}\n`, encoding: "utf8" });
    if (made.status !== 0) throw new Error(`${words.join(" ")}: ${made.stderr}`);
  }
  const child = await serve();
  const stop = async () => {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: `http://${listen}/graphql`, stop };
}

const isReady = (url: string): Promise<boolean> => fetch(url).then((it) => it.ok, () => false);

/** Ends a process that a test started. */
export const ended = (child: ChildProcess): Promise<void> =>
  new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done();
    child.once("exit", () => done());
    child.kill("SIGTERM");
  });
