'use client';
import dynamic from 'next/dynamic';
import { Skeleton } from '#components/ui/skeleton.tsx';

/** The charts come in a file of their own, when a report is read. */
export const TimelineChart = dynamic(() => import('./charts.tsx').then((file) => file.TimelineChart), { ssr: false, loading: () => <Skeleton className="h-73" /> });
export const ProductChart = dynamic(() => import('./charts.tsx').then((file) => file.ProductChart), { ssr: false, loading: () => <Skeleton className="h-40" /> });
