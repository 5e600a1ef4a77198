import '@fontsource-variable/inter/wght.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { Providers } from '#components/shell/providers.tsx';

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

/** The frame of every page: language, fonts, theme. The nonce lets the theme's one inline script through the content policy. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? '';
  return (
    <html lang="en" data-theme="dark" suppressHydrationWarning>
      <body>
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  );
}
