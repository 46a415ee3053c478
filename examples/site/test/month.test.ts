// Months begin at midnight in Brittany, in summer and in winter.
import assert from "node:assert/strict";
import { it } from "node:test";
import { addMonths, monthBounds, monthOf, startOfDay } from "../src/month";

const PARIS = "Europe/Paris";

it("a day begins at midnight of its time zone", () => {
  assert.equal(startOfDay("2026-12-01", PARIS), "2026-11-30T23:00:00.000Z");
  assert.equal(startOfDay("2026-07-01", PARIS), "2026-06-30T22:00:00.000Z");
  // on these days the clocks change, at three in the morning
  assert.equal(startOfDay("2026-03-29", PARIS), "2026-03-28T23:00:00.000Z");
  assert.equal(startOfDay("2026-10-25", PARIS), "2026-10-24T22:00:00.000Z");
  assert.equal(startOfDay("2026-12-01", "America/Martinique"), "2026-12-01T04:00:00.000Z");
});

it("a month ends where the next one begins", () => {
  assert.deepEqual(monthBounds("2026-03", PARIS), { from: "2026-02-28T23:00:00.000Z", to: "2026-03-31T22:00:00.000Z" });
  assert.equal(addMonths("2026-12", 1), "2027-01");
  assert.equal(addMonths("2026-01", -1), "2025-12");
});

it("an instant lies in the month of its time zone", () => {
  assert.equal(monthOf(new Date("2026-11-30T23:30:00Z"), PARIS), "2026-12");
  assert.equal(monthOf(new Date("2026-11-30T22:30:00Z"), PARIS), "2026-11");
});
