'use client';
import { useState } from 'react';
import type { CommentRow } from '#lib/comments/schema.ts';
import { Known } from '#components/comments/known.tsx';
import { MarkedText } from '#components/comments/marked-text.tsx';
import { PlatformGlyph } from '#components/comments/platform.tsx';
import { useClaimComment, useIgnoreComment } from '#components/comments/queries.ts';
import { reasonWords } from '#components/orders/words.ts';
import { useMaySell } from '#components/shell/seat.tsx';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { useIsTaken, useKeys } from './keys.ts';
import { isHeldBack, Past } from './past.tsx';
import { ProductKeys, ProductSelect } from './product-select.tsx';
import { freeOf, productOf, variantOf } from './stock.ts';
import { useStage } from './use-stage.ts';
import { Quantity, VariantPicker } from './variant-picker.tsx';

const sure = (score: number): string => (score >= 0.85 ? 'surely a claim' : score >= 0.6 ? 'likely a claim' : 'perhaps a claim');

interface ReviewCardProps {
  comment: CommentRow;
  /** Goes on to the next one; absent where this is the only one. */
  onSkip: (() => void) | undefined;
}

/** One open comment: why it was asked, the piece it may mean, and two answers. Digits choose the product, then the variant; Enter holds, X sets aside, S skips. */
export function ReviewCard({ comment, onSkip }: ReviewCardProps) {
  const { products, show } = useStage();
  const may = useMaySell();
  const claim = useClaimComment();
  const ignore = useIgnoreComment();
  const [productId, setProductId] = useState<string | null>(null);
  const [variantId, setVariantId] = useState<string | null>(null);
  const [written, setQuantity] = useState<number | null>(null);
  const quantity = written ?? comment.quantity ?? 1;

  const product = products.find((each) => each.id === productId) ?? productOf(products, comment, show?.pinned_product_id ?? null);
  const [searching, setSearching] = useState(false);
  // Without a product digits name one: the one on screen first, then the run sheet.
  const naming = searching || !product;
  const nameable = [...products].sort((a, b) => Number(b.id === show?.pinned_product_id) - Number(a.id === show?.pinned_product_id)).slice(0, 9);
  const chooseProduct = (id: string) => {
    setProductId(id);
    setVariantId(null);
    setSearching(false);
  };
  const variant = product?.variants.find((each) => each.id === variantId) ?? (product && variantOf(product, comment.variant_words));

  const hold = () => {
    if (may && variant) claim.mutate({ comment, variantId: variant.id, quantity });
  };
  const setAside = () => {
    if (may) ignore.mutate(comment);
  };
  const digits = Object.fromEntries(
    Array.from({ length: 9 }, (_, at) => [
      String(at + 1),
      () => {
        const named = naming ? nameable[at] : undefined;
        if (named) return chooseProduct(named.id);
        const chosen = naming ? undefined : product?.variants[at];
        if (chosen) setVariantId(chosen.id);
      },
    ]),
  );
  // While the camera asks, Enter and digits answer it.
  const [hasEnter, hasDigits] = [!useIsTaken('Enter'), !useIsTaken('1')];
  useKeys({ ...digits, Enter: hold, x: setAside, o: () => setSearching(!searching), s: () => onSkip?.(), '+': () => setQuantity(Math.min(999, quantity + 1)), '-': () => setQuantity(Math.max(1, quantity - 1)) });

  return (
    <div className="mx-4 mb-4 grid animate-row-in gap-3 short:mb-3 short:gap-2 rounded-md border border-line-strong bg-surface p-3">
      <div className="grid gap-1">
        <div className="flex items-center gap-2 text-sm">
          <PlatformGlyph platform={comment.platform} />
          <bdi className="min-w-0 truncate font-medium">{comment.client}</bdi>
          <Known row={comment} />
          {comment.score !== null && (
            <span className="ms-auto shrink-0 text-xs text-faint">
              {sure(comment.score)} · {comment.score.toFixed(2)}
            </span>
          )}
        </div>
        <p className="text-base [overflow-wrap:anywhere]">
          <MarkedText row={comment} />
        </p>
        {comment.reason && <p className="text-sm text-warn">{reasonWords(comment.reason)}.</p>}
        <Past comment={comment} />
      </div>
      {may && (
        <>
          <ProductSelect
            products={products}
            chosen={product}
            onChoose={chooseProduct}
          />
          {naming && nameable.length > 0 && <ProductKeys products={nameable} chosen={product?.id ?? null} onChoose={chooseProduct} numbered={hasDigits} />}
          {!naming && product && <VariantPicker variants={product.variants} chosen={variant?.id ?? null} onChoose={setVariantId} numbered={hasDigits && !naming} />}
          <div className="flex flex-wrap items-center gap-2 pt-1">
            <Quantity value={quantity} onChange={setQuantity} />
            {onSkip && (
              <Button variant="ghost" onClick={onSkip} className="ms-auto px-2">
                Later <Kbd>S</Kbd>
              </Button>
            )}
            <Button variant="ghost" onClick={setAside} className={onSkip ? 'px-2' : 'ms-auto px-2'}>
              Not a claim <Kbd>X</Kbd>
            </Button>
            <Button variant="money" className="ms-auto" disabled={!variant} onClick={hold}>
              {variant && freeOf(variant) < quantity ? 'Put in line' : isHeldBack(comment) ? 'Hold it anyway' : 'Hold it'} {hasEnter && variant && <Kbd className="border-current text-current">↵</Kbd>}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
