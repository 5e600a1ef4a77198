'use client';
import { TriangleAlert } from 'lucide-react';
import { parseInstant } from '#lib/core/time.ts';
import { PlatformGlyph, platformName } from '#components/comments/platform.tsx';
import { useBridges } from '#components/shows/queries.ts';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { cn } from '#components/ui/cn.ts';
import { ago, useNow } from './clock.ts';
import { usePulse } from './pulse.ts';

const silentMs = 30_000;

interface BridgesProps {
  showId: string;
  isLive: boolean;
  className?: string;
}

/** Whether each platform's chat is really coming: when its last comment came, and a warning when it went silent mid-show. */
export function Bridges({ showId, isLive, className }: BridgesProps) {
  const { data = [] } = useBridges(showId);
  const { lastAt } = usePulse();
  const now = useNow();
  const counts = new Map(data.map((bridge) => [bridge.platform, bridge.comments]));
  const last = new Map(data.map((bridge) => [bridge.platform, bridge.last_at === null ? 0 : parseInstant(bridge.last_at).getTime()]));
  for (const [platform, at] of lastAt) last.set(platform, Math.max(last.get(platform) ?? 0, at));
  const platforms = [...last].filter(([platform, at]) => at > 0 && platform !== 'manual').sort(([a], [b]) => a.localeCompare(b));
  if (now === 0 || platforms.length === 0) return null;

  return (
    <ul aria-label="Chats" className={cn('flex items-center gap-x-3', className)}>
      {platforms.map(([platform, at]) => {
        const silent = isLive && now - at > silentMs;
        const name = platformName(platform);
        return (
          <li key={platform}>
            <Tooltip
              side="bottom"
              text={
                silent
                  ? `${name} has been silent for ${ago(now - at)}. If people are writing there, check its bridge.`
                  : `${name}: last comment ${ago(now - at)} ago${counts.has(platform) ? `, ${counts.get(platform)?.toLocaleString('en')} so far` : ''}`
              }
            >
              <button type="button" className={cn('flex h-7 items-center gap-1 rounded-sm text-xs whitespace-nowrap', silent ? 'text-warn' : 'text-muted')}>
                {silent ? <TriangleAlert className="size-3.5" aria-hidden /> : null}
                <PlatformGlyph platform={platform} className={silent ? 'text-warn' : 'text-muted'} />
                {silent && <span>silent</span>}
                <span className="min-w-7 text-start">{ago(now - at)}</span>
              </button>
            </Tooltip>
          </li>
        );
      })}
    </ul>
  );
}
