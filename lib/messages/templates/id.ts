import type { Templates } from '../schema.ts';

/** Indonesian. */
export const id: Templates = {
  'order.held': {
    subject: 'Disimpan untukmu di {shop}',
    text: 'Halo {name}, {shop} menyimpan {items} untukmu sampai {until}. Total: {total}. Bayar di sini: {link}',
  },
  'order.promoted': {
    subject: 'Akhirnya jadi milikmu',
    text: 'Halo {name}, kabar baik dari {shop}: {items} tersedia lagi dan disimpan untukmu sampai {until}. Total: {total}. Bayar di sini: {link}',
  },
  'claim.waitlisted': {
    subject: 'Kamu masuk daftar tunggu',
    text: 'Halo {name}, {items} di {shop} sedang habis. Kamu nomor {place} dalam antrean dan kami kabari saat ada yang kosong: {link}',
  },
  'hold.ending': {
    subject: 'Waktu simpan hampir habis',
    text: 'Halo {name}, {shop} menyimpan {items} untukmu hanya sampai {until}. Total: {total}. Bayar di sini: {link}',
  },
  'order.expired': {
    subject: 'Waktu simpan sudah habis',
    text: 'Halo {name}, waktu simpan {items} di {shop} habis tanpa pembayaran dan barangnya dijual lagi. Keranjangmu: {link}',
  },
  'order.cancelled': {
    subject: 'Dibatalkan',
    text: 'Halo {name}, {items} di {shop} dibatalkan. Kamu tidak perlu membayar apa pun. Keranjangmu: {link}',
  },
  'payment.received': {
    subject: 'Pembayaran diterima',
    text: 'Terima kasih {name}, {shop} sudah menerima {amount}. Belanjaanmu dan posisinya: {link}',
  },
  'payment.too_late': {
    subject: 'Pembayaran terlambat',
    text: 'Halo {name}, pembayaranmu ke {shop} masuk setelah waktu simpan habis dan {items} sudah terjual. Uangmu dikembalikan. Rincian: {link}',
  },
  'refund.made': {
    subject: 'Pengembalian dana dari {shop}',
    text: 'Halo {name}, {shop} mengembalikan {amount} kepadamu. Bisa perlu beberapa hari. Rincian: {link}',
  },
  'parcel.shipped': {
    subject: 'Paketmu dalam perjalanan',
    text: 'Halo {name}, paketmu dari {shop} sedang dalam perjalanan.[ Nomor resi: {tracking}.] Rincian: {link}',
  },
};
