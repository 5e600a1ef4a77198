/**
 * What a colour is called, by the English word, in the languages viewers write. A viewer's "rojo" is answered with the
 * catalogue's own word for it ("Red", "Rot", "赤"), whichever of these it uses.
 */
export const colours: Readonly<Record<string, string>> = {
  red: 'red, rd, a7mar, ahmar, 7amra, lal, rojo, roja, rojos, rojas, vermelho, vermelha, rouge, rot, rote, roten, rotes, rosso, rossa, merah, đỏ, màu đỏ, สีแดง, แดง, pula, 赤, 赤色, レッド, 빨강, 빨간, 빨간색, 레드, 红, 红色, 紅, 紅色, احمر, الاحمر, حمراء, красный, красная, красную, красное, красные, kırmızı, laal, लाल, rood, rode, czerwony, czerwona, czerwoną',
  blue: 'blue, blu, azra2, azra, zar2a, asul na, nila, azul, azules, bleu, bleue, blau, blaue, blauen, blu, azzurro, azzurra, biru, xanh dương, xanh biển, xanh da trời, สีน้ำเงิน, น้ำเงิน, สีฟ้า, ฟ้า, asul, bughaw, 青, 青色, ブルー, 파랑, 파란, 파란색, 블루, 蓝, 蓝色, 藍, 藍色, ازرق, الازرق, زرقاء, синий, синяя, синюю, синее, голубой, голубую, mavi, neela, neeli, नीला, नीली, blauw, blauwe, niebieski, niebieska, niebieską',
  black: 'black, blk, blck, blak, aswad, eswed, kala, kali, itim na, negro, negra, negros, negras, preto, preta, noir, noire, schwarz, schwarze, schwarzen, nero, nera, hitam, đen, สีดำ, ดำ, itim, 黒, 黒色, ブラック, 검정, 검은, 검은색, 검정색, 블랙, 黑, 黑色, اسود, الاسود, سوداء, черный, чёрный, черная, черную, чёрную, чёрная, черное, siyah, kaala, kaali, काला, काली, zwart, zwarte, czarny, czarna, czarną',
  white: 'white, wht, abyad, abyadh, blanco, blanca, blancos, blancas, branco, branca, blanc, blanche, weiß, weiss, weiße, weisse, weißen, bianco, bianca, putih, trắng, สีขาว, ขาว, puti, 白, 白色, ホワイト, 하양, 하얀, 흰색, 하얀색, 화이트, 白的, ابيض, الابيض, بيضاء, белый, белая, белую, белое, beyaz, safed, सफेद, सफ़ेद, wit, witte, biały, biała, białą',
  green: 'green, grn, akhdar, a5dar, khadra, xanh lục, zielone, verde, verdes, vert, verte, grün, grüne, grünen, hijau, ijo, xanh lá, xanh lá cây, xanh rêu, สีเขียว, เขียว, berde, luntian, 緑, 緑色, グリーン, 초록, 초록색, 녹색, 그린, 绿, 绿色, 綠, 綠色, اخضر, الاخضر, خضراء, зеленый, зелёный, зеленая, зеленую, зелёную, yeşil, hara, hari, हरा, हरी, groen, groene, zielony, zielona',
  yellow: 'yellow, ylw, yllw, asfar, amarillo, amarilla, amarelo, amarela, jaune, gelb, gelbe, gelben, giallo, gialla, kuning, vàng, màu vàng, สีเหลือง, เหลือง, dilaw, 黄, 黄色, きいろ, イエロー, 노랑, 노란, 노란색, 옐로우, 黄的, اصفر, الاصفر, صفراء, желтый, жёлтый, желтая, желтую, жёлтую, sarı, peela, peeli, पीला, पीली, geel, gele, żółty, żółta',
  pink: 'pink, rosa, rosado, rosada, cor de rosa, rose, pembe, merah muda, merah jambu, hồng, màu hồng, สีชมพู, ชมพู, rosas, ピンク, 분홍, 분홍색, 핑크, 粉, 粉色, 粉红, 粉紅, 粉红色, وردي, زهري, بينك, розовый, розовая, розовую, gulabi, गुलाबी, roze, różowy, różowa',
  purple: 'purple, prpl, violet, lila, morado, morada, roxo, roxa, violette, violett, viola, ungu, tím, màu tím, สีม่วง, ม่วง, lilac, 紫, 紫色, パープル, 보라, 보라색, 퍼플, بنفسجي, موف, фиолетовый, фиолетовую, mor, baingani, बैंगनी, paars, fioletowy',
  orange: 'orange, naranja, laranja, arancione, jingga, oranye, oren, cam, màu cam, สีส้ม, ส้ม, kahel, オレンジ, 주황, 주황색, 오렌지, 橙, 橙色, برتقالي, оранжевый, оранжевую, turuncu, नारंगी, narangi, oranje, pomarańczowy',
  brown: 'brown, brwn, marrón, café, marrom, marron, brun, braun, braune, marrone, coklat, cokelat, nâu, สีน้ำตาล, น้ำตาล, kayumanggi, 茶色, ブラウン, 갈색, 브라운, 棕, 棕色, 咖啡色, 啡色, بني, коричневый, коричневую, kahverengi, bhura, भूरा, bruin, brązowy',
  grey: 'grey, gray, gry, grise, grises, grijze, graublau, серую, szara, szarą, ग्रे, ramadi, rsasi, gris, cinza, grau, graue, grigio, grigia, abu, abu abu, abu-abu, kelabu, xám, ghi, สีเทา, เทา, abo, グレー, 灰色, 회색, 그레이, 灰, 灰色的, رمادي, серый, серая, серую, gri, slate, स्लेटी, grijs, szary',
  beige: 'beige, beis, bege, crema, creme, krem, kem, màu be, สีเบจ, เบจ, ベージュ, 베이지, 米色, 杏色, بيج, бежевый, бежевую, bej, beżowy, cream, สีครีม, ครีม',
  gold: 'gold, golden, dorado, dorada, oro, dourado, dourada, doré, dorée, gold farben, emas, vàng gold, สีทอง, ทอง, ginto, 金, 金色, ゴールド, 골드, 금색, ذهبي, золотой, золотую, золото, altın, sunehra, सुनहरा, goud, złoty',
  silver: 'silver, plata, plateado, plateada, prata, prateado, argent, argenté, silber, argento, perak, bạc, màu bạc, สีเงิน, pilak, 銀, 銀色, シルバー, 실버, 은색, 银, 银色, فضي, серебро, серебряный, серебристый, gümüş, chandi, चांदी, zilver, srebrny',
  navy: 'navy, azul marino, marino, azul marinho, marinho, bleu marine, marineblau, dunkelblau, blu navy, blu scuro, biru dongker, dongker, navi, กรม, สีกรม, กรมท่า, ネイビー, 네이비, 남색, 藏青, 藏蓝, 深蓝, كحلي, темно-синий, lacivert, xanh than, xanh navy',
};

/** Words of shades that are also ordinary words: only a catalogue that has them makes them mean a variant. */
export const shades: Readonly<Record<string, string>> = {
  peach: 'peach, durazno, melocoton, melocotón, pêssego, pêche, pfirsich, pesca, perzik, brzoskwinia, brzoskwiniowy, персик, персиковый, şeftali, pic, đào, màu đào, พีช, ลูกพีช, ピーチ, 桃, 피치, 복숭아, 蜜桃, 桃色, 水蜜桃, خوخي, خوخ, مشمشي, आड़ू, peachy, persik',
  rose: 'rose, rosé, rosa, mawar, ros, โรส, กุหลาบ, ローズ, 薔薇, 로즈, 장미, 玫瑰, 玫瑰色, روز, ورد, गुलाब, róża, różany, gül, роза, роз, roos, hoa hồng',
  cherry: 'cherry, cereza, guinda, cereja, cerise, kirsche, kirschrot, ciliegia, kers, wiśnia, wiśniowy, вишня, вишневый, kiraz, vişne, ceri, anh đào, เชอร์รี่, チェリー, さくらんぼ, 체리, 樱桃, 櫻桃, كرز, चेरी, karaz',
  dark: 'dark, drk, oscura, oscuro, escura, escuro, foncé, foncée, dunkel, dunkle, dunkler, scura, scuro, donker, donkere, ciemna, ciemny, темная, тёмная, темный, koyu, gelap, tua, đậm, เข้ม, ダーク, 濃い, 다크, 진한, 深色, 深, غامق, داكن, गहरा, gehra',
  light: 'light, clara, claro, clair, claire, hell, helle, chiara, chiaro, licht, jasna, jasny, светлая, светлый, açık, muda, cerah, nhạt, อ่อน, ライト, 라이트, 연한, 浅色, 浅, فاتح, हल्का',
};
