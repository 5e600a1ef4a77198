import '#components/overlay/overlay.css';

export default function NotFound() {
  return (
    <main className="overlay overlay-left" data-look="dark">
      <p className="overlay-card overlay-note">This overlay has another address now. Copy it from Settings.</p>
    </main>
  );
}
