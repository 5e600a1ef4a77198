import '@fontsource-variable/inter/wght.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { Providers } from '#components/shell/providers.tsx';
import { fairFrame } from './fair/line.ts';
import { isOverlay } from './overlay/frame.ts';
import { buyerFrame } from './pay/buyer.ts';

export const metadata: Metadata = {
  title: { default: 'Claimcast', template: '%s · Claimcast' },
  description: 'The operating desk of a person who sells on live video.',
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: dark)', color: '#0b0d12' },
    { media: '(prefers-color-scheme: light)', color: '#f4f5f8' },
  ],
  viewportFit: 'cover',
};

/** Before the first paint: the device's own theme, where nobody can choose another. */
const deviceTheme = "if (matchMedia('(prefers-color-scheme: light)').matches) document.documentElement.dataset.theme = 'light'";

/**
 * The frame of every page: language, fonts, theme. The nonce lets the theme's one inline script through the content policy. A buyer's
 * page has their language, and none of the scripts that the seller's need.
 */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const asked = await headers();
  const nonce = asked.get('x-nonce') ?? '';
  if (isOverlay(asked.get('x-path') ?? '')) {
    return (
      <html lang="en" data-theme="dark" className="over-video">
        <body>{children}</body>
      </html>
    );
  }
  const buyer = (await buyerFrame(asked.get('x-path') ?? '')) ?? (await fairFrame(asked.get('x-path') ?? ''));
  if (buyer) {
    return (
      <html lang={buyer.language} dir={buyer.direction} data-theme="dark" suppressHydrationWarning>
        <body>
          <script nonce={nonce} dangerouslySetInnerHTML={{ __html: deviceTheme }} suppressHydrationWarning />
          {children}
        </body>
      </html>
    );
  }
  return (
    <html lang="en" data-theme="dark" suppressHydrationWarning>
      <body>
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  );
}
