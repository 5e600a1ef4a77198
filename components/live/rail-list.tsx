'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type ReactNode } from 'react';
import { orderRowPx } from './order-row.tsx';

interface RailListProps<T> {
  rows: readonly T[];
  label: string;
  idOf: (row: T) => string | number;
  render: (row: T) => ReactNode;
}

/** Rows of one height, only those in sight. */
export function RailList<T>({ rows, label, idOf, render }: RailListProps<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- there is no React compiler here to mind its changing functions
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => orderRowPx,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : idOf(row);
    },
    overscan: 8,
  });
  return (
    <div ref={scroller} className="h-full overflow-y-auto overscroll-contain">
      <ul aria-label={label} className="relative" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return (
            row !== undefined && (
              <li key={item.key} aria-setsize={rows.length} aria-posinset={item.index + 1} className="absolute inset-x-0 top-0" style={{ transform: `translateY(${item.start}px)` }}>
                {render(row)}
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}
