'use client';
import { CircleCheck, ImageOff, Images, ScanSearch } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import type { PictureProgress } from '#lib/products/schema.ts';
import { messageOf } from '#components/api.ts';
import { PreparingLine } from '#components/products/preparing.tsx';
import { usePictureProgress } from '#components/products/queries.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { say } from '#components/ui/toast.tsx';
import { LoadFault } from './load-fault.tsx';
import { ModelProblem } from './model-problem.tsx';
import { useModels, useSaveSettings, useSettings } from './queries.ts';
import { dayChoices, dayWords, keptWords } from './words.ts';

/** What recognises products, how far their pictures are, and how long frames are kept. */
export function CameraSettings() {
  return (
    <div className="grid gap-6">
      <div className="grid gap-2">
        <ImageModel />
        <Pictures />
      </div>
      <Frames />
    </div>
  );
}

function ImageModel() {
  const { data, isError, error, refetch } = useModels();
  if (isError) return <LoadFault what="What recognises products" error={error} again={() => void refetch()} />;
  if (!data) return <Skeleton className="h-5" />;
  const { status, detail } = data.image_model;
  if (status !== 'ok') return <ModelProblem what="The model that should look at pictures" detail={detail} />;
  return (
    <p className="flex items-start gap-2">
      <ScanSearch className="mt-0.5 size-4 shrink-0 text-faint" aria-hidden />
      <span>
        Products are recognised by the details in their pictures{detail && <>; <code className="font-mono text-xs">{detail}</code> ranks those that have few</>}.
      </span>
    </p>
  );
}

function Pictures() {
  const { data, isError, error, refetch } = usePictureProgress();
  if (isError) return <LoadFault what="How far the pictures are" error={error} again={() => void refetch()} />;
  if (!data) return <Skeleton className="h-5" />;
  const { total, ready, waiting, earlier, failed } = data;
  return (
    <>
      {total === 0 ? (
        <p className="flex items-start gap-2 text-faint">
          <Images className="mt-0.5 size-4 shrink-0" aria-hidden />
          <span>
            No product has a picture yet. <Link href="/products" className="text-ink underline decoration-line-strong underline-offset-4">Add some</Link>
          </span>
        </p>
      ) : waiting > 0 ? (
        <div className="flex items-start gap-2">
          <Images className="mt-0.5 size-4 shrink-0 text-faint" aria-hidden />
          <div className="grid gap-1">
            <PreparingLine progress={data} />
            <p className="text-pretty text-faint">{earlier > 0 ? 'What was known of them before answers until then.' : 'In frames that are sent in, a product is recognised once its picture is ready.'}</p>
          </div>
        </div>
      ) : (
        ready > 0 && (
          <p className="flex items-start gap-2">
            <CircleCheck className="mt-0.5 size-4 shrink-0 text-faint" aria-hidden />
            {ready === 1 ? 'One picture is ready.' : `${ready.toLocaleString('en')} pictures are ready.`}
          </p>
        )
      )}
      {failed.length > 0 && <Failed failed={failed} />}
    </>
  );
}

const listed = 5;

function Failed({ failed }: Pick<PictureProgress, 'failed'>) {
  return (
    <div className="flex items-start gap-2 text-warn">
      <ImageOff className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="grid min-w-0 gap-1">
        <p>
          {failed.length === 1 ? 'One picture cannot be used. Its product is not recognised by it.' : `${failed.length.toLocaleString('en')} pictures cannot be used. Their products are not recognised by them.`}
        </p>
        <ul aria-label="Pictures that cannot be used" className="grid gap-1 text-muted">
          {failed.slice(0, listed).map(({ product_id, path, problem }) => (
            <li key={path} className="[overflow-wrap:anywhere]">
              {problem} <Link href={`/products?product=${product_id}`} className="text-ink underline decoration-line-strong underline-offset-4">Open the product</Link>
            </li>
          ))}
          {failed.length > listed && <li>and {failed.length - listed} more</li>}
        </ul>
      </div>
    </div>
  );
}

function Frames() {
  const { data, isError, error, refetch } = useSettings();
  if (data) return <FramesForm key={data.frame_days} days={data.frame_days} />;
  if (isError) return <LoadFault what="How long frames are kept" error={error} again={() => void refetch()} />;
  return <Skeleton className="h-20 max-w-120" />;
}

function FramesForm({ days }: { days: number }) {
  const [chosen, setChosen] = useState(days);
  const save = useSaveSettings();
  const choices = dayChoices.includes(days) ? dayChoices : [...dayChoices, days].toSorted((a, b) => a - b);
  return (
    <form
      className="grid max-w-120 gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ frame_days: chosen }, { onSuccess: () => say(`Frames are kept for ${dayWords(chosen)}`) });
      }}
    >
      <Field label="Frames of your shows are kept for" error={save.isError ? messageOf(save.error) : undefined} hint={keptWords(chosen, days)}>
        {(control) => (
          <Select value={String(chosen)} onValueChange={(value) => setChosen(Number(value))}>
            <SelectTrigger {...control} className="max-w-48" />
            <SelectContent>
              {choices.map((choice) => (
                <SelectItem key={choice} value={String(choice)}>{dayWords(choice)}</SelectItem>
              ))}
            </SelectContent>
          </Select>
        )}
      </Field>
      {chosen !== days && (
        <div className="flex items-center gap-3">
          <Button type="submit" variant="primary" busy={save.isPending}>Save</Button>
          {!save.isPending && <Button variant="ghost" onClick={() => setChosen(days)}>Put back</Button>}
        </div>
      )}
    </form>
  );
}
