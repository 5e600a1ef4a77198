/** The overlay over a stand-in for video, wide and upright. It sizes itself by its frame, so it looks here as it does there. */
export function OverlayPreview({ src }: { src: string }) {
  return (
    <div className="flex gap-3">
      {[{ name: 'Wide', shape: 'aspect-video flex-[256]' }, { name: 'Upright', shape: 'aspect-[9/16] flex-[81]' }].map(({ name, shape }) => (
        <figure key={name} className={`${shape} min-w-0 overflow-hidden rounded-md border bg-linear-[135deg,var(--question),var(--complaint)_45%,var(--warn)_70%,var(--feedback)]`}>
          <iframe title={`How the overlay looks, ${name.toLowerCase()}`} src={src} loading="lazy" tabIndex={-1} className="block size-full [color-scheme:normal]" />
        </figure>
      ))}
    </div>
  );
}
