import type { Templates } from '../schema.ts';

/** Malay. */
export const ms: Templates = {
  'order.held': {
    subject: 'Disimpan untuk anda di {shop}',
    text: 'Hai {name}, {shop} menyimpan {items} untuk anda hingga {until}. Jumlah: {total}. Bayar di sini: {link}',
  },
  'order.promoted': {
    subject: 'Akhirnya milik anda',
    text: 'Hai {name}, berita baik daripada {shop}: {items} kosong semula dan disimpan untuk anda hingga {until}. Jumlah: {total}. Bayar di sini: {link}',
  },
  'claim.waitlisted': {
    subject: 'Anda dalam senarai menunggu',
    text: 'Hai {name}, {items} di {shop} sudah habis buat masa ini. Anda nombor {place} dalam giliran dan kami akan maklumkan apabila ada yang kosong: {link}',
  },
  'hold.ending': {
    subject: 'Tempoh simpanan hampir tamat',
    text: 'Hai {name}, {shop} menyimpan {items} untuk anda hanya hingga {until}. Jumlah: {total}. Bayar di sini: {link}',
  },
  'order.expired': {
    subject: 'Tempoh simpanan telah tamat',
    text: 'Hai {name}, tempoh simpanan {items} di {shop} tamat tanpa bayaran dan ia dijual semula. Troli anda: {link}',
  },
  'order.cancelled': {
    subject: 'Dibatalkan',
    text: 'Hai {name}, {items} di {shop} telah dibatalkan. Anda tidak perlu membayar apa-apa. Troli anda: {link}',
  },
  'payment.received': {
    subject: 'Bayaran diterima',
    text: 'Terima kasih {name}, {shop} telah menerima {amount}. Belian anda dan di mana ia berada: {link}',
  },
  'payment.too_late': {
    subject: 'Bayaran lewat',
    text: 'Hai {name}, bayaran anda kepada {shop} diterima selepas tempoh simpanan tamat dan {items} sudah dijual. Wang anda dikembalikan. Butiran: {link}',
  },
  'refund.made': {
    subject: 'Bayaran balik daripada {shop}',
    text: 'Hai {name}, {shop} telah memulangkan {amount} kepada anda. Ia mungkin mengambil beberapa hari. Butiran: {link}',
  },
  'parcel.shipped': {
    subject: 'Bungkusan anda dalam perjalanan',
    text: 'Hai {name}, bungkusan anda daripada {shop} sedang dalam perjalanan.[ Nombor penjejakan: {tracking}.] Butiran: {link}',
  },
};
