import { redirect } from 'next/navigation';

/** The desk is the home page; whoever is not signed in is sent on from there. */
export default function Home(): never {
  redirect('/live');
}
