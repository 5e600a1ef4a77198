/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm test` checks types; the first start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // Phones on the same network, in `npm run dev`.
  allowedDevOrigins: ['192.168.*.*', '10.*.*.*', '172.*.*.*'],
  serverExternalPackages: ['pino', 'pg-boss', 'stripe', 'ioredis', 'postgres', 'prom-client', 'rate-limiter-flexible', '@socket.io/redis-streams-adapter', 'socket.io', 'onnxruntime-web', 'sharp'],
  // A worker's policy comes with its own script, not from the page: the camera's and the reader's may fetch from here and run a model, and reach nothing else.
  async headers() {
    const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
    return [{ source: '/_next/static/:path*', headers: [{ key: 'content-security-policy', value: policy }] }];
  },
  // The short paths of the wire contract.
  async rewrites() {
    return [
      { source: '/comments', destination: '/api/comments' },
      { source: '/predict_intent', destination: '/api/intents/predict' },
      { source: '/match_product', destination: '/api/products/match' },
      { source: '/order/create', destination: '/api/orders' },
      { source: '/health', destination: '/api/health' },
      // The sandbox payment provider, where Stripe's own client looks for it.
      { source: '/v1/:path*', destination: '/api/sandbox/:path*' },
    ];
  },
};
