/** Dates for a calendar program: RFC 5545, and no more of it than a date needs (docs/decisions/0001-dependencies.md). */

/** A day, or a moment where it has a time of day. */
export interface CalendarEntry {
  /** Stays the same for the same matter: a program replaces what it has by what comes later. */
  uid: string;
  /** `2026-10-13`: the whole day; an instant with offset: that moment. */
  at: string;
  summary: string;
  description: string;
  /** May still move. */
  tentative: boolean;
}

const MOST_OCTETS = 75;

/** Text values (3.3.11): backslash, semicolon and comma escaped, line breaks as `\n`, no other control characters. */
const escaped = (text: string): string =>
  text
    .replace(/[\\;,]/g, (c) => `\\${c}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');

/** Content lines (3.1) of at most 75 octets, folded between characters, never within one. */
function folded(line: string): string {
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MOST_OCTETS) {
      lines.push(current);
      current = ' ';
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join('\r\n');
}

const utc = (instant: string): string => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '');
const isDay = (at: string): boolean => at.length === 10;

function nextDay(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

/** A calendar object of these entries. `stamp`: the moment it is made, by the time port. */
export function icsOf(entries: readonly CalendarEntry[], stamp: string): string {
  const compact = (day: string) => day.replaceAll('-', '');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Mingcha//Deadlines//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
  ];
  for (const entry of entries) {
    const when = isDay(entry.at)
      ? [`DTSTART;VALUE=DATE:${compact(entry.at)}`, `DTEND;VALUE=DATE:${compact(nextDay(entry.at))}`]
      : [`DTSTART:${utc(entry.at)}`];
    lines.push(
      'BEGIN:VEVENT',
      `UID:${entry.uid}`,
      `DTSTAMP:${utc(stamp)}`,
      ...when,
      `SUMMARY:${escaped(entry.summary)}`,
      `DESCRIPTION:${escaped(entry.description)}`,
      `STATUS:${entry.tentative ? 'TENTATIVE' : 'CONFIRMED'}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    );
  }
  lines.push('END:VCALENDAR');
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}
