import { answerSandbox } from '../../../answer.ts';

/** How a checkout of the sandbox is. */
export const GET = answerSandbox;
