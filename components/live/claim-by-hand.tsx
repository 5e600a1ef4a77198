'use client';
import { useState, type FormEvent } from 'react';
import type { CommentRow } from '#lib/comments/schema.ts';
import { formatMoney } from '#lib/core/money.ts';
import { Known } from '#components/comments/known.tsx';
import { MarkedText } from '#components/comments/marked-text.tsx';
import { MeaningMenu } from '#components/comments/meaning-menu.tsx';
import { PlatformGlyph } from '#components/comments/platform.tsx';
import { useClaimComment, useIgnoreComment } from '#components/comments/queries.ts';
import { follow } from '#components/follow.ts';
import { reasonWords } from '#components/orders/words.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogBody, DialogContent, DialogFoot } from '#components/ui/dialog.tsx';
import { say } from '#components/ui/toast.tsx';
import { isHeldBack, Past } from './past.tsx';
import { ProductSelect } from './product-select.tsx';
import { freeOf, priceOf, productOf, variantOf } from './stock.ts';
import { useStage } from './use-stage.ts';
import { Quantity, VariantPicker } from './variant-picker.tsx';

function Form({ comment, onClose }: { comment: CommentRow; onClose: () => void }) {
  const { products, show } = useStage();
  const claim = useClaimComment();
  const ignore = useIgnoreComment();
  const [productId, setProductId] = useState<string | null>(null);
  const [variantId, setVariantId] = useState<string | null>(null);
  const [quantity, setQuantity] = useState(comment.quantity ?? 1);
  const product = products.find((each) => each.id === productId) ?? productOf(products, comment, show?.pinned_product_id ?? null);
  const variant = product?.variants.find((each) => each.id === variantId) ?? (product && variantOf(product, comment.variant_words));
  const waits = variant !== undefined && freeOf(variant) < quantity;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!variant || !product) return;
    follow(claim.mutateAsync({ comment, variantId: variant.id, quantity }), { done: () => say(waits ? `${comment.client} is in line for #${product.code} ${variant.name}` : `#${product.code} ${variant.name} ×${quantity} for ${comment.client}`) });
    onClose();
  };

  return (
    <form onSubmit={submit}>
      <DialogBody>
        <div className="grid gap-1 rounded-md border bg-surface px-3 py-2">
          <p className="flex items-center gap-2 text-sm">
            <PlatformGlyph platform={comment.platform} />
            <bdi className="min-w-0 truncate font-medium">{comment.client}</bdi>
            <Known row={comment} />
          </p>
          <p className="text-base [overflow-wrap:anywhere]">
            <MarkedText row={comment} />
          </p>
          <Past comment={comment} />
          {isHeldBack(comment) && <p className="text-sm text-warn">{reasonWords(comment.reason ?? '')}. Your word goes over it.</p>}
          {comment.buyer_status === 'banned' && <p className="text-sm text-danger">This buyer is banned. Lift the ban first, under Buyers.</p>}
          {comment.read_as !== null && (
            <MeaningMenu row={comment} onChosen={onClose}>
              <Button variant="link" size="sm" className="justify-self-start">They meant something else</Button>
            </MeaningMenu>
          )}
        </div>
        <ProductSelect
          products={products}
          chosen={product}
          onChoose={(id) => {
            setProductId(id);
            setVariantId(null);
          }}
        />
        {product && <VariantPicker variants={product.variants} chosen={variant?.id ?? null} onChoose={setVariantId} />}
        <div className="flex items-center gap-3">
          <Quantity value={quantity} onChange={setQuantity} />
          {product && variant && (
            <p className="text-sm text-muted">
              {formatMoney(priceOf(product, variant) * quantity, product.currency)}
              {waits && <span className="text-warn"> · not enough free, goes in line</span>}
            </p>
          )}
        </div>
      </DialogBody>
      <DialogFoot>
        {comment.outcome === 'review' && (
          <Button
            variant="ghost"
            className="me-auto"
            onClick={() => {
              ignore.mutate(comment);
              onClose();
            }}
          >
            Not a claim
          </Button>
        )}
        <Button type="submit" variant="money" disabled={!variant || comment.buyer_status === 'banned'} data-start>
          <span className="max-w-60 truncate">{!product ? 'Choose a product' : !variant ? 'Choose which one' : waits ? 'Put in line' : `Hold for ${comment.client}`}</span>
        </Button>
      </DialogFoot>
    </form>
  );
}

/** A claim that the seller makes for the writer of a comment. */
export function ClaimByHand({ comment, onClose }: { comment: CommentRow | null; onClose: () => void }) {
  return (
    <Dialog open={comment !== null} onOpenChange={(open) => !open && onClose()}>
      {comment && (
        <DialogContent title={`Claim for ${comment.client}`} description="Starts on the product they named, else the one on screen.">
          <Form key={comment.id} comment={comment} onClose={onClose} />
        </DialogContent>
      )}
    </Dialog>
  );
}
