/** "Today, 19:00", "Tomorrow, 09:30", "Fri 8 Jan, 19:00" on the clock of a time zone; with the year when it is another one. */
export function startWords(iso: string, timeZone: string, now = new Date()): string {
  const at = new Date(iso);
  const day = (date: Date) => date.toLocaleDateString('en-CA', { timeZone });
  const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });
  if (day(at) === day(now)) return `Today, ${time}`;
  if (day(at) === day(new Date(now.getTime() + 86_400_000))) return `Tomorrow, ${time}`;
  const year = day(at).slice(0, 4) === day(now).slice(0, 4) ? {} : { year: 'numeric' as const };
  return `${at.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone, ...year }).replace(',', '')}, ${time}`;
}

/** "2 h 10 min", "45 min", "under a minute": how long a show went. */
export function lengthWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'under a minute';
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** What the late-claim time means. */
export function lateWords(seconds: number): string {
  if (seconds === 0) return 'Claims after the end do not count.';
  const words = seconds < 120 ? `${seconds} seconds` : seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} hours`;
  return `Claims up to ${words} after the end still count.`;
}

/** "Asia/Ho_Chi_Minh" as people read it. */
export const zoneWords = (timeZone: string): string => timeZone.replaceAll('_', ' ');

/** "Saturday show" for tomorrow evening's guess at a title. */
export const nextTitle = (now = new Date()): string => `${new Date(now.getTime() + 86_400_000).toLocaleDateString('en', { weekday: 'long' })} show`;
