// Generates the types of openapi.json, compiles a client that uses them, strictly, and runs it against a server.
import { execFileSync } from "node:child_process";

const folder = new URL(".", import.meta.url).pathname;
const bin = new URL("../node_modules/.bin/", import.meta.url).pathname;
const run = (program, ...args) => execFileSync(program, args, { stdio: "inherit", cwd: folder });

run(`${bin}openapi-typescript`, "../../../openapi.json", "--output", "api.d.ts");
run(`${bin}tsc`, "--strict", "--noUncheckedIndexedAccess", "--target", "es2022", "--module", "nodenext", "--types", "node", "--outDir", "built", "reads.ts");
run(process.execPath, "built/reads.js", process.argv[2] ?? "http://127.0.0.1:8000");
