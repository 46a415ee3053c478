// The audits of the GraphQL over HTTP working group against a running server: every MUST and every SHOULD.
import { serverAudits } from "graphql-http";

const url = process.argv[2];
if (!url) {
  console.error("usage: npm run audit -- http://localhost:8000/graphql");
  process.exit(2);
}
const counts = { MUST: [0, 0], SHOULD: [0, 0], MAY: [0, 0] };
let failed = 0;
for (const audit of serverAudits({ url, fetchFn: fetch })) {
  const result = await audit.fn();
  const level = Object.keys(counts).find((it) => audit.name.startsWith(it)) ?? "MAY";
  counts[level][1] += 1;
  if (result.status === "ok") {
    counts[level][0] += 1;
  } else {
    console.log(`${level === "MAY" ? "not done" : "FAILED"}: ${audit.id} ${audit.name}: ${result.reason}`);
    if (level !== "MAY") failed += 1;
  }
}
const mutation = await fetch(`${url}?query=mutation%7B__typename%7D`);
if (mutation.status !== 405 || !mutation.headers.get("allow")) {
  console.log(`FAILED: a mutation by GET is answered ${mutation.status}, with Allow: ${mutation.headers.get("allow")}`);
  failed += 1;
}
const told = Object.entries(counts).map(([level, [passed, all]]) => `${level} ${passed}/${all}`);
console.log(`audits passed: ${told.join(", ")}`);
process.exit(failed === 0 ? 0 : 1);
