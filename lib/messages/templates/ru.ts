import type { Templates } from '../schema.ts';

/** Russian. */
export const ru: Templates = {
  'order.held': {
    subject: 'Отложено для вас в {shop}',
    text: 'Здравствуйте, {name}. {shop} держит для вас {items} до {until}. Итого: {total}. Оплатить: {link}',
  },
  'order.promoted': {
    subject: 'Всё-таки ваше',
    text: 'Здравствуйте, {name}. Хорошая новость от {shop}: {items} снова есть и отложено для вас до {until}. Итого: {total}. Оплатить: {link}',
  },
  'claim.waitlisted': {
    subject: 'Вы в листе ожидания',
    text: 'Здравствуйте, {name}. {items} в {shop} пока нет в наличии. Ваше место в очереди: {place}. Напишем, когда освободится: {link}',
  },
  'hold.ending': {
    subject: 'Бронь скоро закончится',
    text: 'Здравствуйте, {name}. {shop} держит для вас {items} только до {until}. Итого: {total}. Оплатить: {link}',
  },
  'order.expired': {
    subject: 'Бронь закончилась',
    text: 'Здравствуйте, {name}. Бронь на {items} в {shop} закончилась без оплаты, товар снова в продаже. Ваша корзина: {link}',
  },
  'order.cancelled': {
    subject: 'Отменено',
    text: 'Здравствуйте, {name}. {items} в {shop} отменено. Платить за это не нужно. Ваша корзина: {link}',
  },
  'payment.received': {
    subject: 'Оплата получена',
    text: 'Спасибо, {name}. {shop} получил {amount}. Ваша покупка и где она сейчас: {link}',
  },
  'payment.too_late': {
    subject: 'Оплата пришла поздно',
    text: 'Здравствуйте, {name}. Оплата для {shop} пришла после окончания брони, и {items} уже нет. Деньги вернутся к вам. Подробнее: {link}',
  },
  'refund.made': {
    subject: 'Возврат от {shop}',
    text: 'Здравствуйте, {name}. {shop} вернул вам {amount}. Это может занять несколько дней. Подробнее: {link}',
  },
  'parcel.shipped': {
    subject: 'Посылка в пути',
    text: 'Здравствуйте, {name}. Ваша посылка от {shop} в пути.[ Номер отправления: {tracking}.] Подробнее: {link}',
  },
};
