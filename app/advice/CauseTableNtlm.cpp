// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/CauseTable.h"

#include <QtGlobal>

namespace pt {

namespace {

constexpr CauseLines lines[] = {
    {"ntlm.connection-not-kept",
     QT_TRANSLATE_NOOP("CauseWording",
       "The connection was cut in the middle of the sign-in"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The connection was closed in the middle of the sign-in, so your password was not judged."),
     QT_TRANSLATE_NOOP("CauseWording",
       "An NTLM sign-in (the Windows method) takes three messages on one and the same "
       "connection. This one did not stay the same to the end."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The people who run the proxy must keep the connection open during the sign-in."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Keep connections open during NTLM sign-ins, also in load balancers and firewalls in "
           "between."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "If the program itself opens a new connection for each step, update it, or let a "
           "helper such as px or cntlm sign in for it."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "An NTLM sign-in lost its connection between the challenge and the answer to it. Please "
       "check whether the proxy, a load balancer or a firewall closes the connection after a 407 "
       "(Connection: close, idle limits, HTTP/1.0), or whether the client opens a new one for "
       "each step."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong: the sign-in was cut off before it was "
       "decided."),
     "credentials.rejected origin.refused"},
    {"ntlm.first-message-refused",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy refuses to start an NTLM sign-in"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy refused the first step of the sign-in, in which no password is sent yet."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The opening message of an NTLM sign-in (the Windows method) was answered with an error, "
       "or with the same question once more."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The people who run the proxy must look into its log."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Check that the proxy's NTLM helper runs and is joined to the domain."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Try another program, to see whether only this one's first message is refused."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy refused the first NTLM message, which holds no password. Please check that its "
       "NTLM helper (for instance ntlm_auth with winbind) runs, has free processes and is joined "
       "to the domain, and that it accepts the flags of this client."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong: the refused message holds none."),
     "credentials.rejected origin.refused"},
    {"ntlm.node-changed",
     QT_TRANSLATE_NOOP("CauseWording",
       "Several computers of the proxy took part in the sign-in"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The sign-in reached different computers behind the proxy's name, so it can fail although "
       "the password is right."),
     QT_TRANSLATE_NOOP("CauseWording",
       "An NTLM sign-in (the Windows method) must end on the computer on which it began. The "
       "proxy's messages name different computers, as happens when a load balancer spreads the "
       "steps."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The people who run the proxy must keep a client on one computer."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Make the load balancer keep one client on one proxy (stickiness)."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy's NTLM messages come from different nodes (names or Via below). Please make "
       "the load balancer keep one client, and at least one connection, on one node."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not prove that the password is wrong: a sign-in that is spread over several "
       "computers can fail with the right one."),
     "origin.refused"},
    {"ntlm.label-mismatch",
     QT_TRANSLATE_NOOP("CauseWording",
       "A sign-in was sent under the wrong name"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The program sent one kind of sign-in under the name of another, so the proxy could not "
       "use it."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The token (the block of data that carries a sign-in) and the method's name (NTLM or "
       "Negotiate) do not fit each other."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Update the program, or use one of the other methods."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Update the program or switch it to another method."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "If the proxy wrote it: send NTLM messages under NTLM, and Negotiate tokens under "
           "Negotiate."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "A token stands under the name of another method in the message below (SPNEGO under NTLM, "
       "or NTLM under Negotiate). Please look who writes it, client or proxy, and whether the "
       "proxy takes NTLM within Negotiate at all."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong: the two sides do not speak of the same "
       "method."),
     "origin.refused"},
    {"ntlm.version-1-demanded",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy knows only the old version of NTLM"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy knows only an old and weak form of sign-in, which current programs refuse; no "
       "password was sent."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy's NTLM challenge lacks what version 2 (NTLMv2) needs. From an answer of "
       "version 1 whoever can listen on the way can find the password out."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The people who run the proxy must switch on NTLMv2 or a better method."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Update the proxy's NTLM helper so that it accepts NTLMv2, or offer Negotiate."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "To test the account in spite of it, allow version 1 for a single test, where nobody "
           "can listen: with this option of the console program."),
          "--ntlm-v1", false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The NTLM challenge below lacks the target information that NTLMv2 needs (MS-NLMP section "
       "2.2.1.2). Please switch on NTLMv2 on the proxy or its helper, or offer Negotiate."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong: the sign-in stopped before it was sent."),
     "credentials.rejected origin.refused"},
    {"ntlm.version-1-used",
     QT_TRANSLATE_NOOP("CauseWording",
       "The old version of NTLM was used"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The sign-in was made in an old and weak form; whoever listened on the way can find the "
       "password out."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The answer to the proxy was one of NTLM version 1. Its protection can be undone in short "
       "time, so the password is no safer than in clear."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Use NTLMv2, and change the password if others can listen on this network."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Accept NTLMv2 and refuse version 1."),
          nullptr, false},
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Change the password if others can listen on the network that was used."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The client's NTLM answer is one of version 1 (a response of 24 bytes). Please refuse "
       "NTLMv1 on the proxy and in the domain, and look for the clients that still send it."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the sign-in failed or that somebody did listen: it is weakly "
       "protected, even where everything works."),
     ""},
};

} // namespace

std::span<const CauseLines> ntlmCauses()
{
    return lines;
}

} // namespace pt
