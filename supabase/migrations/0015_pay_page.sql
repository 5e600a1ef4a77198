-- What a buyer does on the page behind their link, besides private.buyer_change (0011).

-- What the page shows of a cart beside private.cart_state, as one JSON object: `refunds` that were asked for or made, oldest first; `late`: orders
-- whose payment came when they were gone; `processing`: orders with the bank; `holdSeconds`: how long a hold of the show is. See CartFacts in lib/carts/view.ts.
create function private.cart_facts(p_cart uuid)
returns jsonb language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'refunds', coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'orderId', r.order_id, 'amountMinor', r.amount_minor, 'currency', y.currency,
        'reason', r.reason, 'status', r.status) order by r.created_at, r.id)
      from public.refunds r join public.payments y on y.id = r.payment_id where y.cart_id = p_cart and r.status <> 'failed'), '[]'),
    'late', coalesce((select jsonb_agg(distinct l.order_id) from public.payment_lines l join public.payments y on y.id = l.payment_id
      where y.cart_id = p_cart and l.outcome = 'too_late'), '[]'),
    'processing', coalesce((select jsonb_agg(distinct l.order_id) from public.payment_lines l join public.payments y on y.id = l.payment_id
      where y.cart_id = p_cart and y.status = 'processing'), '[]'),
    'holdSeconds', (select w.hold_seconds from public.carts c join public.shows w on w.id = c.show_id where c.id = p_cart))
$$;

-- Puts a discount code into a cart, or takes it out (p_code null). What the code asks of the goods is counted when the cart is: see
-- lib/carts/totals.ts. P0001 `discount_unknown`, `discount_ended`, `discount_used_up`. Safe to run twice.
create function private.use_discount(p_cart uuid, p_code text)
returns void language plpgsql volatile set search_path = '' as $$
declare
  v_cart public.carts;
  v_discount public.discounts;
begin
  select * into v_cart from public.carts c where c.id = p_cart;
  if p_code is not null then
    select * into v_discount from public.discounts d where d.streamer_id = v_cart.streamer_id and d.code = upper(btrim(p_code)) and d.archived_at is null;
    if not found then
      raise exception 'discount_unknown' using errcode = 'P0001', hint = 'No code of this seller reads so.';
    end if;
    if v_discount.ends_at <= now() then
      raise exception 'discount_ended' using errcode = 'P0001', hint = 'Its time is over.';
    end if;
    if v_discount.max_uses <= (select count(distinct y.cart_id) from public.payments y where y.streamer_id = v_cart.streamer_id and y.cart_id <> p_cart
        and y.status in ('open', 'processing', 'paid') and (y.totals ->> 'discountId')::uuid = v_discount.id) then
      raise exception 'discount_used_up' using errcode = 'P0001', hint = 'As many carts as may have used it.';
    end if;
  end if;
  update public.carts c set discount_id = v_discount.id where c.id = p_cart;
end $$;

-- Where a cart's buyer wants to be written to; what is null stays. Safe to run twice.
create function private.save_contact(p_cart uuid, p_phone text, p_email text)
returns void language sql volatile set search_path = '' as $$
  update public.buyers b set phone = coalesce(p_phone, b.phone), email = coalesce(p_email, b.email)
  from public.carts c where c.id = p_cart and b.id = c.buyer_id
$$;

-- The language that the buyer chose on the page: BCP 47, first part. Safe to run twice.
create function private.choose_language(p_cart uuid, p_language text)
returns void language sql volatile set search_path = '' as $$
  update public.carts set language = p_language where id = p_cart
$$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'private' and p.proname in ('cart_facts', 'use_discount', 'save_contact', 'choose_language') loop
    execute format('revoke execute on function %s from public, anon, authenticated', f);
    execute format('grant execute on function %s to service_role', f);
  end loop;
end $$;
