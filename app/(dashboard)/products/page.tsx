import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ProductListSkeleton } from '#components/products/product-list.tsx';
import { ProductsPage } from '#components/products/products-page.tsx';

export const metadata: Metadata = { title: 'Products' };

export default function Page() {
  return (
    <Suspense fallback={<ProductListSkeleton />}>
      <ProductsPage />
    </Suspense>
  );
}
