import type { Lexicon } from './lexicon.ts';

/** Malay's own words; the ones it shares with Indonesian are in ./id.ts. */
export const malay: Lexicon = {
  language: 'ms',
  sure: `nak satu, nak dua, nak yang, nak yg, nak beli, nak order, nak ni, nak yang ni, nak yg ni, nak 1, nak 2, nak sis, nak kak, nak ya, saya nak satu, tolong simpan, simpan untuk saya, simpan utk saya, beli sis, saya beli, pm saya, book sis, book kak, book satu, sy ambil, nak ambil, lock satu, lock untuk saya`,
  claim: `nak, nakk, nk, booking, book, lock, sold sis, jual pada saya`,
  self: `pm saya je`,
  want: `saya nak, sy nak, akak nak, i nak, nak beli yang, hendak, mahu, mahu beli, teringin, berminat, nak tambah, tambah`,
  request: `boleh saya dapat, boleh book, boleh lock, boleh saya ambil`,
  please: `tolong, pls, please, terima kasih, tq, tqvm, ya sis`,
  cancel: `cancel saya, cancel saya punya, cancel sis, tak jadi, x jadi, xjadi, tak jadi beli, batalkan saya, tak nak dah, taknak dah, dah tak nak, tukar fikiran, cancel saya punya order, pas kat orang lain`,
  skip: `pass sis, lepas dulu, skip sis`,
  ask: `berapa harga, harga brapa, brapa, ada tak, ada lagi, ada lagi tak, ada saiz, ada size, ada kaler, macam mana, mcm mana, mcmana, cemana, camne, bila, bila sampai, postage, pos, cod tak, boleh cod, muat tak, material apa, kain apa, mana, nak tanya, kat mana, boleh tengok, dah sold, dah habis, ada warna, bape, ready stock`,
  complaint: `duit balik, pulangkan duit, nak refund, scammer, penipu, tak sampai, tak sampai lagi, x sampai, belum sampai, tak terima, tak dapat lagi, barang rosak, rosak, koyak, pecah, salah barang, salah saiz, salah hantar, tak sama, kecewa, teruk, teruk betul, tak reply, tak balas, lambat sangat, mahal sangat, mahalnya, mahal gila, kualiti teruk, mengecewakan`,
  praise: `cantiknya, cantik sangat, lawa, lawanya, lawa sangat, comel, comelnya, best, best sangat, suka sangat, sukanya, murahnya, barang dah sampai, dah sampai, dah terima, puas hati, kualiti bagus, sedap, lembut, selesa, terbaik`,
  block: `tak nak, taknak, xnak, x nak, tak mahu, tak mau, tak beli, xbeli, takde duit, tiada duit, takda duit, xde duit, tak ada duit, tunggu gaji, gaji belum masuk, belum gaji, lepas gaji, gaji bulan depan, nanti lah, nantilah, lain kali, esok, minggu depan, bulan depan, dah beli, dah ada, dah order, dah bayar, sudah beli, kalau, kalau ada duit, fikir dulu, nak tanya, nak tengok, nak tidur, nak makan, nak tahu, nak tau, nak balik, nak pergi, nak mandi, nak join, nak main, nak jadi, nak tumpang, siapa nak, sapa nak, nak cakap, nak nangis, nak solat, mungkin`,
  not: `tak, tidak, bukan, jangan, x, belum`,
  chat: ` selamat malam, selamat pagi, apa khabar, hadir, sihat, semoga, murah rezeki, moga, tahniah, selamat hari jadi, book now grab, jom main`,
  filler: `assalamualaikum, salam, salam sis, hai semua, ni, tu, yang, saya, sy, akak, kak, sis, dik, abang, bang, la, lah, je, ja, jer, dah, kat, utk, untuk, lagi, satu lagi, juga, jugak, ye, ya, hihi, kan, punya, sekali, semua, sekarang, mak, last, ok sis`,
  goods: `tudung, baju kurung, kurung, jubah, kain, selipar, kasut, beg, telekung, seluar, rantai, cincin, gelang, jam, minyak wangi, bawal, shawl, dompet, mainan`,
  codeMark: `kod, no, nombor, item`,
  sizeMark: `saiz, size, kaler, warna`,
  counter: `helai, pasang, kotak, biji, keping, set, pcs`,
  numbers: `satu=1, dua=2, tiga=3, empat=4, lima=5, enam=6, tujuh=7, lapan=8, sembilan=9, sepuluh=10, sepasang=2, sedozen=12, setengah dozen=6, sedozon=12`,
};
