// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/CauseTable.h"

#include <QtGlobal>

namespace pt {

namespace {

constexpr CauseLines lines[] = {
    {"tunnel.connect-unsupported",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy cannot open tunnels"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy does not open the tunnel that encrypted (https) websites need."),
     QT_TRANSLATE_NOOP("CauseWording",
       "For https a program asks the proxy with CONNECT to open a tunnel. The proxy answers that "
       "it does not know or does not allow this method."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Ask the people who run the proxy for a proxy that allows CONNECT."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Allow the CONNECT method, at least to port 443."),
          QT_TRANSLATE_NOOP("CauseWording",
            "The proxy refuses the CONNECT method. Please see the attached exchange."), true},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy answers CONNECT as a request it does not know or allow. Please allow the "
       "method, at least to port 443, or say which proxy takes https."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the website blocks anything or that the password is wrong."),
     "credentials.rejected origin.refused tls.target-failed"},
    {"tunnel.port-not-allowed",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy does not allow this port"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy does not open tunnels to the port that this website uses; your sign-in is not "
       "the fault."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Proxies usually allow tunnels to port 443 only. The request for another port was refused."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Ask the people who run the proxy to allow this port, or use the website on port 443."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Ask whether the service can also be reached on port 443."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Allow CONNECT to this port (with Squid: SSL_ports and Safe_ports)."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy refuses CONNECT to the port below because of the port. Please look up the rule "
       "for ports (with Squid: SSL_ports and Safe_ports) and allow it if it is meant to work."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong or that the website itself refuses anything."),
     "credentials.rejected origin.refused policy.forbidden"},
    {"tunnel.sign-in-only-for-get",
     QT_TRANSLATE_NOOP("CauseWording",
       "The sign-in works for one kind of website only"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The same sign-in passes for plain websites and is refused for encrypted ones."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy accepts the user name and password on a plain request and refuses them on "
       "CONNECT, or the other way round."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The people who run the proxy must apply the same rules to both."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Use the same sign-in rules for CONNECT and for plain requests."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy accepts the same sign-in for one kind of request and refuses it for the other "
       "(plain, CONNECT). Please compare the rules and the sign-in back ends of the two."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong: it was accepted for the other kind."),
     "credentials.rejected origin.refused"},
    {"tunnel.dropped-without-challenge",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy hangs up in place of asking for a sign-in"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy cuts the connection of a program that has not signed in yet, so such programs "
       "never start."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Without a sign-in the tunnel request is closed silently; with one it passes. Programs "
       "that wait to be asked never get that far."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Use a program that sends the sign-in at once."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Choose a program or setting that sends the sign-in without waiting for the question."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Answer with 407 and Proxy-Authenticate in place of closing the connection."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy closes a CONNECT that carries no sign-in, without an answer. Please let it "
       "answer 407 with Proxy-Authenticate, so that clients which wait for the question can sign "
       "in."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy is down or the password wrong: with the sign-in sent at "
       "once it passes."),
     "credentials.rejected network.reset network.refused"},
    {"tunnel.challenge-inside",
     QT_TRANSLATE_NOOP("CauseWording",
       "The question for a sign-in comes from inside the tunnel"),
     QT_TRANSLATE_NOOP("CauseWording",
       "Something behind the proxy asks for a proxy sign-in, which must not be answered with the "
       "password for the proxy."),
     QT_TRANSLATE_NOOP("CauseWording",
       "A 407 arrived inside the tunnel. It does not come from the proxy, so the proxy's "
       "password must not be sent there."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The website's owner or the provider must look into it."),
     {
         {Actor::SiteOwner, QT_TRANSLATE_NOOP("CauseWording",
           "Do not answer 407 from a website or gateway."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "A 407 came through the tunnel, from behind the proxy. Nothing to look for in the proxy's "
       "sign-in log; please tell the owner of the target, with the answer below."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy refused your sign-in: it had opened the tunnel."),
     "credentials.rejected"},
    {"tunnel.broken-after-established",
     QT_TRANSLATE_NOOP("CauseWording",
       "The tunnel breaks right after it was opened"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy opened the tunnel to the website, but it broke before the website could "
       "answer; the sign-in is not the fault."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy said that the way to the website is open, and then the connection ended before "
       "the website could be spoken to. Often the proxy could not reach the website after all, "
       "or a filter cut the connection."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The people who run the proxy must look into its log for this website."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Check in the proxy's log why the tunnel to this target ended (filter, inspection, "
           "unreachable target)."),
          QT_TRANSLATE_NOOP("CauseWording",
            "The proxy says that the tunnel is open, then it is closed before the website "
            "answers. Time and local port are in the attached bundle."), true},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Repeat the test with another https website to see whether only this one is hit."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy said that the tunnel below is open, and it ended before the target's TLS was "
       "up. Please look up why: target not reached after all, inspection, filter, idle limit."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong: the proxy had let the request pass."),
     "credentials.rejected tls.target-failed"},
};

} // namespace

std::span<const CauseLines> tunnelCauses()
{
    return lines;
}

} // namespace pt
