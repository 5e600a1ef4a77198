/** One name in all three clients: server and browser see the gateway under different hosts, and the default name holds the host. */
export const authCookie = { name: 'claimcast-auth', sameSite: 'lax', path: '/' } as const;
