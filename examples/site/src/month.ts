// A month of the agenda, in the time zone of the network: `occurrences` takes instants, readers think in days.

/** How far a time zone is ahead of UTC at an instant, in milliseconds. */
function offset(instant: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const name = format.formatToParts(instant).find((it) => it.type === "timeZoneName")?.value ?? "GMT";
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [null, "+", "0", "0"];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** The instant at which a day (`2026-12-01`) begins in a time zone. */
export function startOfDay(day: string, timeZone: string): string {
  const utc = Date.parse(`${day}T00:00:00Z`);
  const near = utc - offset(utc, timeZone);
  return new Date(utc - offset(near, timeZone)).toISOString();
}

/** The month (`2026-12`) that lies so many months after another one. */
export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

/** The month in which an instant lies in a time zone. */
export function monthOf(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("sv", { timeZone, year: "numeric", month: "2-digit" }).format(instant);
}

/** What `occurrences` takes for a month: everything that has not ended when it begins and begins before it ends. */
export function monthBounds(month: string, timeZone: string): { from: string; to: string } {
  return { from: startOfDay(`${month}-01`, timeZone), to: startOfDay(`${addMonths(month, 1)}-01`, timeZone) };
}
