/** That a show is on air. */
export function LiveMark() {
  return (
    <span className="flex shrink-0 items-center gap-1.5 text-xs font-semibold text-live">
      <span className="size-2 animate-breathe rounded-full bg-live" aria-hidden />
      LIVE
    </span>
  );
}
