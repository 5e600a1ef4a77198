'use client';
import type { ReactNode } from 'react';
import { Lock } from 'lucide-react';
import { PageHeader } from '#components/shell/page-header.tsx';
import { useSeat } from '#components/shell/seat.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { CameraSettings } from './camera.tsx';
import { Keys } from './keys.tsx';
import { Members } from './members.tsx';
import { MessagesSettings } from './messages.tsx';
import { OverlaySettings } from './overlay.tsx';
import { ParkedComments } from './parked.tsx';
import { PaymentsSettings } from './payments.tsx';
import { Discounts } from './discounts.tsx';
import { SellingSection } from './selling.tsx';
import { Shop } from './shop.tsx';
import { Understanding } from './understanding.tsx';

const sections = [
  { id: 'shop', title: 'Shop', about: 'How your shop is called, what it counts in, and how claims are taken.', body: <Shop /> },
  { id: 'messages', title: 'Messages', about: 'What buyers are sent about their claims, over which channels, and when.', body: <MessagesSettings /> },
  { id: 'payments', title: 'Payments', about: 'Where the money of your buyers goes.', body: <PaymentsSettings /> },
  { id: 'selling', title: 'Selling', about: 'What a parcel costs, what is taxed, where it goes, and how much one buyer may claim.', body: <SellingSection /> },
  { id: 'discounts', title: 'Discounts', about: 'Codes that buyers type on the page where they pay.', body: <Discounts /> },
  { id: 'overlay', title: 'Overlay', about: 'A picture to lay over your video: what is on screen, its price, what is left, and who claimed last.', body: <OverlaySettings /> },
  { id: 'bridges', title: 'Bridge keys', about: 'A bridge is a program that sends comments here. Each one has its own key, so that one can be taken away without the others.', body: <Keys /> },
  { id: 'team', title: 'Team', about: 'Moderators pin products and decide claims. Packers see orders and change nothing.', body: <Members /> },
  { id: 'understanding', title: 'Understanding', about: 'What reads the comments, and what you said where it was wrong.', body: <Understanding /> },
  { id: 'camera', title: 'Camera', about: 'How products are recognised, and how long pictures of your shows are kept.', body: <CameraSettings /> },
  { id: 'parked', title: 'Parked comments', about: 'Comments that could not be processed wait here, so that none is lost.', body: <ParkedComments /> },
];

/** The owner's settings, one section a subject. */
export function SettingsPage() {
  const { role } = useSeat();
  if (role !== 'owner') {
    return (
      <>
        <PageHeader title="Settings" />
        <Empty icon={Lock} title="Only the owner changes settings">You are a {role} here. Ask the owner when something should be different.</Empty>
      </>
    );
  }
  return (
    <>
      <PageHeader title="Settings">
        <nav aria-label="Sections" className="flex gap-1 max-md:hidden">
          {sections.map(({ id, title }) => (
            <a key={id} href={`#${id}`} className="inline-flex h-7 items-center rounded-md px-2 whitespace-nowrap text-faint transition-colors duration-150 touch hover:bg-hover hover:text-ink">
              {title}
            </a>
          ))}
        </nav>
      </PageHeader>
      <div className="mx-auto grid max-w-5xl px-4 pb-24 md:px-6">
        {sections.map(({ id, title, about, body }) => (
          <Section key={id} id={id} title={title} about={about}>
            {body}
          </Section>
        ))}
      </div>
    </>
  );
}

function Section({ id, title, about, children }: { id: string; title: string; about: string; children: ReactNode }) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="grid scroll-mt-14 gap-x-12 gap-y-4 border-b py-8 last:border-b-0 lg:grid-cols-[240px_minmax(0,1fr)]">
      <div className="grid content-start gap-1">
        <h2 id={`${id}-title`} className="text-base font-semibold">{title}</h2>
        <p className="max-w-96 text-pretty text-muted">{about}</p>
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
