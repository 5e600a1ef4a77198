'use client';
import { Check, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { parseInstant } from '#lib/core/time.ts';
import { PlatformGlyph, platformName } from '#components/comments/platform.tsx';
import { useBridges } from '#components/shows/queries.ts';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { cn } from '#components/ui/cn.ts';
import { ago, useNow } from './clock.ts';
import { usePulse } from './pulse.ts';

const silentMs = 30_000;
/** Younger than this is now: a tick is calmer than seconds that count. */
const freshMs = 10_000;

interface BridgesProps {
  showId: string;
  isLive: boolean;
  /** Only a part, where there is no room for both. */
  only?: 'silent' | 'well';
  className?: string;
}

function Mark({ text, silent, children }: { text: string; silent: boolean; children: ReactNode }) {
  return (
    <li>
      <Tooltip side="bottom" text={text}>
        <button type="button" className={cn('flex h-7 items-center gap-1 rounded-sm text-xs whitespace-nowrap', silent ? 'text-warn' : 'text-muted')}>
          {children}
        </button>
      </Tooltip>
    </li>
  );
}

/** Whether each platform's chat is really coming: when its last comment came, and a warning when it went silent mid-show. */
export function Bridges({ showId, isLive, only, className }: BridgesProps) {
  const { data = [] } = useBridges(showId);
  const { lastAt } = usePulse();
  const now = useNow();
  const counts = new Map(data.map((bridge) => [bridge.platform, bridge.comments]));
  const last = new Map(data.map((bridge) => [bridge.platform, bridge.last_at === null ? 0 : parseInstant(bridge.last_at).getTime()]));
  for (const [platform, at] of lastAt) last.set(platform, Math.max(last.get(platform) ?? 0, at));
  const platforms = [...last].filter(([platform, at]) => at > 0 && platform !== 'manual').sort(([a], [b]) => a.localeCompare(b));
  if (now === 0 || platforms.length === 0) return null;

  const silent = isLive ? platforms.filter(([, at]) => now - at > silentMs) : [];
  const newestMs = now - Math.max(...silent.map(([, at]) => at));
  const merged = silent.length > 1;
  const names = silent.map(([platform]) => platformName(platform)).join(', ');
  if (only === 'silent' && silent.length === 0) return null;
  return (
    <ul aria-label="Chats" className={cn('flex items-center gap-x-3', className)}>
      {merged && only !== 'well' && (
        <Mark silent text={`${names}: no comment for ${ago(newestMs)} or longer. If people are writing there, check the bridges.`}>
          <TriangleAlert className="size-3.5" aria-hidden />
          {silent.length === platforms.length ? 'All chats' : `${silent.length} chats`} silent {ago(newestMs)}
        </Mark>
      )}
      {platforms.map(([platform, at]) => {
        const isSilent = isLive && now - at > silentMs;
        if (isSilent ? merged || only === 'well' : only === 'silent') return null;
        const name = platformName(platform);
        const since = ago(now - at);
        if (isSilent) {
          return (
            <Mark key={platform} silent text={`${name} has been silent for ${since}. If people are writing there, check its bridge.`}>
              <TriangleAlert className="size-3.5" aria-hidden />
              <PlatformGlyph platform={platform} className="text-warn" />
              silent {since}
            </Mark>
          );
        }
        const count = counts.get(platform);
        return (
          <Mark key={platform} silent={false} text={`${name}: last comment ${since} ago${count === undefined ? '' : `, ${count.toLocaleString('en')} so far`}`}>
            <PlatformGlyph platform={platform} className="text-muted" />
            {isLive && now - at < freshMs ? <Check className="size-3.5 text-money" aria-label="connected" /> : since}
          </Mark>
        );
      })}
    </ul>
  );
}
