/** What a size is called, by its letter. The catalogue's own word is what a viewer's word is answered with. */
export const sizes: Readonly<Record<string, string>> = {
  xs: 'xs, extra small, xsmall, x-small, extra chico',
  s: 's, small, smol, smal, sml, maliit na, mała, mały, małą, małe, chica, chico, kleines, kleiner, kleinen, petits, piccoli, маленькую, маленькая, 小さい, 小さめ, 작은, 작은거, 작은 거, 小的, 小码, 小碼, صغيره, صغيرة, so8ayar, chota, choti, छोटी, chhoti, strap kecil, pequeño, pequeña, pequeno, petit, petite, klein, kleine, piccolo, piccola, kecil, nhỏ, size nhỏ, เล็ก, ไซส์เล็ก, maliit, 小号, 小號, エスサイズ, 스몰, صغير, سمول, маленький, küçük, chhota, छोटा, klein maat',
  m: 'm, med, medium, mediu, medum, medyum, taille moyenne, średnia, średni, средняя, midi, 中码, 中碼, 中くらい, 중간, mediano, mediana, médio, média, moyen, moyenne, mittel, medio, sedang, vừa, size vừa, กลาง, ไซส์กลาง, 中号, 中號, エムサイズ, 미디움, 미디엄, وسط, ميديم, средний, orta, मध्यम',
  l: 'l, large, lrg, larg, grand, grands, großes, großen, großer, grosse, grandi, groot, grote, duża, duży, dużą, большую, большая, 大きい, 大きめ, 큰, 큰거, 큰 거, 大的, 大码, 大碼, كبيره, كبيرة, kebir, kbir, badi, बड़ी, malaking, laki, grande, groß, gross, besar, lớn, size lớn, ใหญ่, ไซส์ใหญ่, malaki, 大号, 大號, エルサイズ, 라지, كبير, لارج, большой, büyük, bada, बड़ा',
  xl: 'xl, extra large, xtra large, x large, xlrg, xlarge, x-large, extra grande, extra gross, 加大, 加大号, 엑스라지, اكس لارج',
  xxl: 'xxl, 2xl, xx-large, doble xl, double xl, اكسين لارج',
  xxxl: 'xxxl, 3xl',
  'one size': 'one size, free size, freesize, onesize, os, talla unica, tamanho unico, taille unique, einheitsgröße, taglia unica, all size, allsize, ฟรีไซส์, freesize po, フリーサイズ, フリー, 프리, 프리사이즈, 均码, 均碼, مقاس واحد, единый размер, standart beden',
};
