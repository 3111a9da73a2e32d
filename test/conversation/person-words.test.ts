// Every phrase for a person calls one, and none that orders does.
// Next: src/conversation/requests/words/person-words.ts.
import { expect, test } from 'vitest'
import { asksForPerson } from '#conversation/requests/words/person-words.ts'

test.each([
  ...['person', 'human', 'human please', 'a human please', 'I want a human', 'agent', 'live agent', 'operator!'],
  ...['real person', 'a real person please', 'customer service', 'customer support', 'representative', 'human being'],
  ...[
    'could I speak to someone real',
    'can I talk to a person please',
    'let me talk to your manager',
    'talk to a human',
  ],
  ...['speak with a human being please', 'can i chat with one of your colleagues', 'put me through to someone'],
  ...['connect me to customer service', 'get me a representative', 'give me a real human', 'I need a person'],
  ...['I need help from a real person', 'can somebody help me', 'could someone please help me with this'],
  ...[
    'is there anyone there?',
    'is anybody there',
    'is there a person I can talk to',
    'is there someone I can talk to',
  ],
  ...['are you a bot? i want a real person', 'this is useless, give me a human', "I'd rather talk to somebody"],
  ...[
    'I would like to speak to somebody about my order',
    'Hello, can I please talk to a person?',
    'transfer me to an agent',
  ],
  ...['I want to talk to a human, not a bot', 'how do I reach a person', 'escalate this to a supervisor please'],
  ...[
    "you don't understand me. get me someone human",
    'can I get hold of a member of staff',
    'may I speak with an employee',
  ],
  ...[
    'could you connect me with someone from your team',
    'please let me speak to the manager',
    'i need to talk to somebody now',
  ],
  ...[
    'is it possible to talk to a human',
    'Can I have a human please',
    'I wanna speak to a rep',
    'someone real please',
  ],
])('%s', (words) => {
  expect(asksForPerson(words)).toBe(true)
})

test.each([
  ...[
    '2 blue mugs',
    'a mug for one person',
    'send it to somebody else',
    'ship to Human Rights Office, 9 Elm St, Salem',
  ],
  ...['add 2 mugs and get me a human', 'can I have a mug', 'I want a large one', 'is there anything cheaper', 'help'],
  ...[
    'is there a blue one',
    'give me the blue one instead',
    'the usual for my team',
    'I need support socks',
    'team mug',
  ],
  ...[
    'cancel my order, a human please',
    'who is my order going to',
    'gift for a real fan',
    'is it for people',
    'thanks',
  ],
  ...['can you help me', 'talk to you later', 'for someone else', 'it is a present for a person I like', 'not now'],
])('not: %s', (words) => {
  expect(asksForPerson(words)).toBe(false)
})
