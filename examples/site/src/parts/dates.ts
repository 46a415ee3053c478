// Dates, and names of languages, as readers of French know them.

const FULL: Intl.DateTimeFormatOptions = { day: "numeric", month: "long", year: "numeric" };
const WITH_DAY: Intl.DateTimeFormatOptions = { weekday: "long", ...FULL };

/** The day of an instant, `2026-11-19T14:00:00Z`, where the reader is. */
export const day = (instant: string): string => new Intl.DateTimeFormat("fr", FULL).format(new Date(instant));

/** A month, `2026-12`. */
export const monthName = (month: string): string =>
  new Intl.DateTimeFormat("fr", { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${month}-01`));

export interface When {
  allDay: boolean;
  start?: string | null;
  end?: string | null;
  startDate?: string | null;
  endDate?: string | null;
}

/** When a timing takes place: whole days as they are, hours in the time zone of the event. */
export function when({ allDay, start, end, startDate, endDate }: When, timeZone: string): string {
  if (allDay && startDate) {
    // whole days belong to no time zone: read as UTC and written as UTC, they stay the same
    const format = new Intl.DateTimeFormat("fr", { ...WITH_DAY, timeZone: "UTC" });
    const last = endDate && endDate !== startDate ? new Date(endDate) : new Date(startDate);
    return format.formatRange(new Date(startDate), last);
  }
  if (!start) return "";
  const format = new Intl.DateTimeFormat("fr", { ...WITH_DAY, hour: "2-digit", minute: "2-digit", timeZone });
  return end ? format.formatRange(new Date(start), new Date(end)) : format.format(new Date(start));
}

/** The name of a language, `br`: breton. */
export const languageName = (tag: string): string => new Intl.DisplayNames("fr", { type: "language" }).of(tag) ?? tag;
