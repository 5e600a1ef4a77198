import { z } from 'zod';

/** Calling codes by ISO 3166-1 alpha-2, as ITU-T E.164 assigns them. */
export const callingCodes: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'AD376 AE971 AF93 AG1268 AI1264 AL355 AM374 AO244 AR54 AS1684 AT43 AU61 AW297 AZ994 BA387 BB1246 BD880 BE32 BF226 BG359 BH973 BI257 BJ229 BM1441 BN673 BO591 BR55 BS1242 BT975 BW267 BY375 BZ501 ' +
    'CA1 CD243 CF236 CG242 CH41 CI225 CL56 CM237 CN86 CO57 CR506 CU53 CV238 CW599 CY357 CZ420 DE49 DJ253 DK45 DM1767 DO1809 DZ213 EC593 EE372 EG20 ER291 ES34 ET251 FI358 FJ679 FM691 FO298 FR33 ' +
    'GA241 GB44 GD1473 GE995 GF594 GH233 GI350 GL299 GM220 GN224 GP590 GQ240 GR30 GT502 GU1671 GW245 GY592 HK852 HN504 HR385 HT509 HU36 ID62 IE353 IL972 IN91 IQ964 IR98 IS354 IT39 JM1876 JO962 JP81 ' +
    'KE254 KG996 KH855 KI686 KM269 KN1869 KR82 KW965 KY1345 KZ7 LA856 LB961 LC1758 LI423 LK94 LR231 LS266 LT370 LU352 LV371 LY218 MA212 MC377 MD373 ME382 MG261 MH692 MK389 ML223 MM95 MN976 MO853 MP1670 MQ596 ' +
    'MR222 MS1664 MT356 MU230 MV960 MW265 MX52 MY60 MZ258 NA264 NC687 NE227 NG234 NI505 NL31 NO47 NP977 NR674 NZ64 OM968 PA507 PE51 PF689 PG675 PH63 PK92 PL48 PR1787 PS970 PT351 PW680 PY595 QA974 RE262 RO40 RS381 RU7 RW250 ' +
    'SA966 SB677 SC248 SD249 SE46 SG65 SI386 SK421 SL232 SM378 SN221 SO252 SR597 SS211 ST239 SV503 SX1721 SY963 SZ268 TC1649 TD235 TG228 TH66 TJ992 TL670 TM993 TN216 TO676 TR90 TT1868 TW886 TZ255 ' +
    'UA380 UG256 US1 UY598 UZ998 VA379 VC1784 VE58 VG1284 VI1340 VN84 VU678 WS685 XK383 YE967 YT262 ZA27 ZM260 ZW263'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), entry.slice(2)]),
);

/** Where the 0 that a number begins with belongs to it. */
const keepsZero = new Set(['IT', 'SM', 'VA', 'CI', 'GA', 'CG']);
const e164 = /^\+[1-9][0-9]{6,14}$/;
/** Other scripts' digits, as a phone keyboard in that language types them. */
const digit = (char: string) => String((char.codePointAt(0) ?? 0) - (char <= '٩' ? 0x660 : char <= '۹' ? 0x6f0 : char <= '९' ? 0x966 : 0xff10));

/** A phone number as people write it, in E.164: international as it is, else with the country's calling code. Null when it cannot be one. */
export function toE164(written: string, country: string | null): string | null {
  const plain = written.replace(/[٠-٩۰-۹०-९０-９]/g, digit).replace(/＋/g, '+').replace(/[\s().\-‐-―/\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
  const international = plain.replace(/^00/, '+');
  if (international.startsWith('+')) return e164.test(international) ? international : null;
  const code = country ? callingCodes[country] : undefined;
  if (!code || !country || !/^\d+$/.test(plain)) return null;
  const local = keepsZero.has(country) ? plain : plain.replace(/^0/, '');
  const number = `+${code}${local}`;
  return e164.test(number) ? number : null;
}

const given = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value);

/** What the buyer types in: a phone number, with its country where it is written without, or an e-mail address, or both. Comes out as it is kept. */
export const Contact = z
  .object({
    phone: z.preprocess(given, z.string().max(40).optional()),
    country: z.preprocess(given, z.string().length(2).toUpperCase().optional()),
    email: z.preprocess(given, z.email().max(320).optional()),
  })
  .transform((said, ctx) => {
    const phone = said.phone === undefined ? null : toE164(said.phone, said.country ?? null);
    if (said.phone !== undefined && phone === null) ctx.addIssue({ code: 'custom', path: ['phone'], message: 'not a phone number with its country code' });
    if (said.phone === undefined && said.email === undefined) ctx.addIssue({ code: 'custom', path: ['phone'], message: 'a phone number or an e-mail address' });
    return { phone, email: said.email ?? null };
  });

/** "•••• 6789", "a•••@example.com": enough to know it again. */
export function masked(contact: string): string {
  const at = contact.indexOf('@');
  return at > 0 ? `${contact.slice(0, 1)}•••${contact.slice(at)}` : `•••• ${contact.slice(-4)}`;
}
