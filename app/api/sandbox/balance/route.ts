import { answerSandbox } from '../answer.ts';

/** Whether the sandbox answers: its balance, which is always nothing. */
export const GET = answerSandbox;
