import { answerSandbox } from '../../answer.ts';

/** Makes a checkout on the sandbox’s page. */
export const POST = answerSandbox;
