/** What live sellers use most; any other stays choosable while it is the shop's own. */
const usual = [
  'USD', 'EUR', 'GBP', 'THB', 'VND', 'IDR', 'MYR', 'PHP', 'SGD', 'TWD', 'HKD', 'CNY', 'JPY', 'KRW', 'INR', 'PKR', 'BDT', 'AED', 'SAR', 'KWD',
  'EGP', 'TRY', 'PLN', 'CZK', 'HUF', 'RON', 'SEK', 'NOK', 'DKK', 'CHF', 'CAD', 'AUD', 'NZD', 'MXN', 'BRL', 'COP', 'CLP', 'PEN', 'ARS', 'ZAR', 'NGN', 'KES',
];

export function currencies(own: string): readonly string[] {
  return usual.includes(own) ? usual : [own, ...usual];
}

const names = new Intl.DisplayNames('en', { type: 'currency' });

export function currencyName(code: string): string {
  return names.of(code) ?? code;
}
