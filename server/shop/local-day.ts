const formats = new Map<string, Intl.DateTimeFormat>();

/** The day at that place, YYYY-MM-DD. `timeZone` is IANA. Making a formatter takes a millisecond: each is kept. */
export function localDay(moment: Date, timeZone: string): string {
  const known = formats.get(timeZone);
  const format = known ?? new Intl.DateTimeFormat('en-CA', { timeZone });
  if (!known) formats.set(timeZone, format);
  return format.format(moment);
}
