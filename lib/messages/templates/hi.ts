import type { Templates } from '../schema.ts';

/** Hindi. */
export const hi: Templates = {
  'order.held': {
    subject: '{shop} ने आपके लिए रखा है',
    text: 'नमस्ते {name}, {shop} ने {items} आपके लिए {until} तक रखा है। कुल: {total}। यहाँ भुगतान करें: {link}',
  },
  'order.promoted': {
    subject: 'अब यह आपका है',
    text: 'नमस्ते {name}, {shop} से अच्छी ख़बर: {items} फिर उपलब्ध है और आपके लिए {until} तक रखा है। कुल: {total}। यहाँ भुगतान करें: {link}',
  },
  'claim.waitlisted': {
    subject: 'आप प्रतीक्षा सूची में हैं',
    text: 'नमस्ते {name}, {shop} पर {items} अभी ख़त्म है। कतार में आपका नंबर {place} है, उपलब्ध होते ही बताएँगे: {link}',
  },
  'hold.ending': {
    subject: 'समय जल्द ख़त्म होगा',
    text: 'नमस्ते {name}, {shop} ने {items} आपके लिए सिर्फ़ {until} तक रखा है। कुल: {total}। यहाँ भुगतान करें: {link}',
  },
  'order.expired': {
    subject: 'समय ख़त्म हो गया',
    text: 'नमस्ते {name}, {shop} पर {items} का समय बिना भुगतान ख़त्म हो गया और वह फिर बिक्री पर है। आपकी कार्ट: {link}',
  },
  'order.cancelled': {
    subject: 'रद्द किया गया',
    text: 'नमस्ते {name}, {shop} पर {items} रद्द हो गया है। इसके लिए कुछ देना नहीं है। आपकी कार्ट: {link}',
  },
  'payment.received': {
    subject: 'भुगतान मिल गया',
    text: 'धन्यवाद {name}, {shop} को {amount} मिल गए। आपकी ख़रीद और वह कहाँ है: {link}',
  },
  'payment.too_late': {
    subject: 'भुगतान देर से आया',
    text: 'नमस्ते {name}, {shop} को आपका भुगतान समय ख़त्म होने के बाद मिला और {items} बिक चुका है। आपके पैसे लौटाए जाएँगे। विवरण: {link}',
  },
  'refund.made': {
    subject: '{shop} से रिफ़ंड',
    text: 'नमस्ते {name}, {shop} ने आपको {amount} लौटाए हैं। पहुँचने में कुछ दिन लग सकते हैं। विवरण: {link}',
  },
  'parcel.shipped': {
    subject: 'आपका पार्सल रास्ते में है',
    text: 'नमस्ते {name}, {shop} से आपका पार्सल रास्ते में है।[ ट्रैकिंग: {tracking}।] विवरण: {link}',
  },
};
