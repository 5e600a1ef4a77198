/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm test` checks types; the first start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // Phones on the same network, in `npm run dev`.
  allowedDevOrigins: ['192.168.*.*', '10.*.*.*', '172.*.*.*'],
  serverExternalPackages: ['pino', 'ioredis', 'postgres', 'prom-client', 'rate-limiter-flexible', '@socket.io/redis-streams-adapter', 'socket.io'],
  // The short paths of the wire contract.
  async rewrites() {
    return [
      { source: '/comments', destination: '/api/comments' },
      { source: '/predict_intent', destination: '/api/intents/predict' },
      { source: '/match_product', destination: '/api/products/match' },
      { source: '/order/create', destination: '/api/orders' },
      { source: '/health', destination: '/api/health' },
    ];
  },
};
