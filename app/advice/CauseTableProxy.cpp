// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/CauseTable.h"

#include <QtGlobal>

namespace pt {

namespace {

constexpr CauseLines lines[] = {
    {"proxy.upstream-sign-in",
     QT_TRANSLATE_NOOP("CauseWording",
       "A second proxy behind the first wants a sign-in"),
     QT_TRANSLATE_NOOP("CauseWording",
       "Another proxy behind the first one wants a sign-in of its own."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The question, or the refusal, comes from a parent proxy. A program can sign in to the "
       "first one only."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The people who run the first proxy must let it sign in to the second one."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Configure the sign-in of the first proxy at its parent."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "A parent proxy behind the first one wants or refuses a sign-in. Please check the first "
       "proxy's own credentials for its parent (with Squid: the login option of cache_peer)."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that your password is wrong: the sign-in that is missing is one between "
       "two proxies."),
     "credentials.rejected origin.refused"},
    {"proxy.target-unreachable",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy cannot reach the website"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy works, but it could not reach the website."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy answered with an error of its own: it could not find or connect to the "
       "website. This is not a sign-in fault."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Check the website's address, then whether the proxy can reach it."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Check the spelling of the website's address."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Check name resolution and routes from the proxy to this website."),
          QT_TRANSLATE_NOOP("CauseWording",
            "The proxy cannot reach this website. Its own error message is in the attached "
            "exchange."), true},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy reports that it could not reach the target below. Please test from the proxy "
       "itself: name service, route, firewall, and whether the target answers there."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong or that the proxy forbids the website."),
     "credentials.rejected"},
    {"proxy.retry-ignored",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy ignores the second request on a connection"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy asks for a sign-in and then does not answer on the same connection."),
     QT_TRANSLATE_NOOP("CauseWording",
       "After the 407, the signed-in request gets no answer on the same connection, and passes "
       "on a new one."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Update the proxy, or use a program that opens a new connection."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Update the proxy; some releases stop reading after a 407 to CONNECT."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "After its 407 the proxy does not answer the signed-in request on the same connection, "
       "but it does on a new one. Please update it, or let it close the connection with the 407 "
       "(Connection: close)."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong: on a new connection the same sign-in passes."),
     "credentials.rejected network.no-reply network.reset"},
    {"proxy.internal-error",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy has a fault of its own"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy failed with an error of its own, which says nothing about your password."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The answer is an error (5xx) that the proxy itself made, such as a failed helper program."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The people who run the proxy must look into its log."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Look into the proxy's log at the given time."),
          QT_TRANSLATE_NOOP("CauseWording",
            "The proxy answers with an internal error. Time, local port and answer are in the "
            "attached bundle."), true},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy answered the request below with an error of its own. Please look into its log "
       "at this time: helper processes, directory connection, storage."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong, and it is not the website's fault."),
     "credentials.rejected origin.server-error"},
};

} // namespace

std::span<const CauseLines> proxyCauses()
{
    return lines;
}

} // namespace pt
