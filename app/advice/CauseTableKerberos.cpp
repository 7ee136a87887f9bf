// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/CauseTable.h"

#include <QtGlobal>

namespace pt {

namespace {

constexpr CauseLines lines[] = {
    {"kerberos.no-ticket",
     QT_TRANSLATE_NOOP("CauseWording",
       "There is no ticket of the company's sign-in on this computer"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy takes a sign-in ticket (the proof of a log-in to the company's network), and "
       "this computer has none that fits; at that point the website was not contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy offers Negotiate, which uses a Kerberos ticket: the proof that somebody has "
       "logged in to the company's domain. None that fits was found in this session."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Log in to the company's domain, then repeat the test."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Log in with the domain account, with the company's network or VPN connected."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Look which tickets there are; the command is the same on Windows, macOS and Linux."),
          "klist", false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "On Linux or macOS, get a ticket by hand."),
          "kinit", false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The client has no Kerberos ticket to use for Negotiate. Please check its log-in to the "
       "realm; if the service ticket was asked for, the KDC's log shows the request for the "
       "service below."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy refused somebody: no ticket was sent to it."),
     "kerberos.ticket-rejected"},
    {"kerberos.ticket-expired",
     QT_TRANSLATE_NOOP("CauseWording",
       "The sign-in ticket has expired"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The sign-in ticket of this computer (the proof of a log-in to the company's network) has "
       "run out, so none was sent to the proxy."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Tickets live for some hours only. This one has ended and was not renewed."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Lock and unlock the computer, or log in again."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Lock and unlock the screen with the company's network connected, or log in again."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "On Linux or macOS, a new ticket comes from this command."),
          "kinit", false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The client's Kerberos ticket has ended, so none was sent. Please check why it is not "
       "renewed (renewable lifetime, connection to the domain, sleep)."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong or has expired: only the ticket has."),
     "kerberos.ticket-rejected"},
    {"kerberos.proxy-named-by-address",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy is given as a number, not by name"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The sign-in by ticket needs the proxy's name, but its numeric address is set, so no "
       "ticket was sent."),
     QT_TRANSLATE_NOOP("CauseWording",
       "A ticket is issued for a name. With an address such as 192.0.2.1 no ticket can be had."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Enter the proxy by its full name."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Replace the numeric address by the proxy's full name in the settings."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The client is set to the proxy's numeric address, for which no service ticket can be "
       "asked. Please give out the name that is registered as HTTP/name for the proxy's account."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the account or the password is wrong: no ticket was asked for."),
     "kerberos.ticket-rejected"},
    {"kerberos.service-unknown",
     QT_TRANSLATE_NOOP("CauseWording",
       "The domain does not know this proxy name"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The company's sign-in server does not know the proxy by this name, so it issued no "
       "ticket for it."),
     QT_TRANSLATE_NOOP("CauseWording",
       "No ticket can be issued for HTTP/name of this proxy. Usually the name is an alias, or "
       "the service name was never registered."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Use the proxy's registered name, or have this one registered."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Try the full, canonical name of the proxy."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "In Active Directory, register the service name for the proxy's account."),
          "setspn -S HTTP/PROXY ACCOUNT", false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The KDC does not know the service below. Please check which account holds HTTP/ for this "
       "name, whether the name is an alias, and register the name that clients use."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the user's password is wrong or that the proxy refused somebody: "
       "no ticket could be sent."),
     "kerberos.ticket-rejected"},
    {"kerberos.clock-skew",
     QT_TRANSLATE_NOOP("CauseWording",
       "The clocks differ too much for a sign-in by ticket"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The clock of this computer and those of the company differ too much for a sign-in by "
       "ticket."),
     QT_TRANSLATE_NOOP("CauseWording",
       "A sign-in by ticket (Kerberos) allows a difference of five minutes at most, unless "
       "somebody has set it otherwise."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Compare this computer's clock with the right time and set it."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Switch on automatic time, and check date and time zone."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "If this computer's clock is right, correct the proxy's."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The clocks of client, proxy and KDC differ by more than Kerberos allows (usually 5 "
       "minutes). Please compare the time of each with the facts below and correct the wrong one."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong: a ticket counts only while the clocks agree."),
     "credentials.rejected origin.refused"},
    {"kerberos.kdc-unreachable",
     QT_TRANSLATE_NOOP("CauseWording",
       "The company's sign-in server cannot be reached"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The company's server that issues sign-in tickets does not answer, so no ticket could be "
       "sent to the proxy."),
     QT_TRANSLATE_NOOP("CauseWording",
       "No server that issues tickets (a domain controller, in Kerberos the KDC) is found or "
       "answers from this computer. This is common outside of the company's network."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Connect to the company's network or VPN."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Connect to the company's network or VPN and repeat the test."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Check the name resolution of the domain and port 88."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The client finds or reaches no KDC of its realm. Please check the SRV records "
       "_kerberos._tcp and _kerberos._udp and port 88 from the client's network."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy is down or that the password is wrong: it is another "
       "server that does not answer."),
     "kerberos.ticket-rejected network.timed-out"},
    {"kerberos.ticket-rejected",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy refuses the ticket"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The sign-in ticket was sent and the proxy refused it; the website was not contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "A ticket for the proxy could be had, but the proxy does not accept it. Usually it cannot "
       "read it: its key is older than the account's, the encryption is not allowed, or the name "
       "belongs to another account."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Get a fresh ticket once; if that is refused too, the people who run the proxy must check "
       "its key file (keytab)."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Lock and unlock the screen with the company's network connected, or log in again, "
           "and repeat the test once."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "List what the proxy's key file (keytab) holds, and compare it with the values shown."),
          "klist -k -t -e", false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Renew the proxy's keytab if key version, encryption or service name differ."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy refused the service ticket below. Please compare service name, realm, "
       "encryption type and key version (kvno) with the proxy's keytab (klist -k -t -e) and with "
       "the account's current key, and look into its authentication helper's log at this time."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the user's password is wrong: the password was not sent to the "
       "proxy, only the ticket was."),
     "credentials.rejected origin.refused"},
    {"kerberos.unavailable",
     QT_TRANSLATE_NOOP("CauseWording",
       "This computer cannot sign in by ticket"),
     QT_TRANSLATE_NOOP("CauseWording",
       "This computer lacks what a sign-in by ticket needs, so that way was not tried."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The library for Kerberos sign-in (GSSAPI, or SSPI on Windows) is missing."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Install the Kerberos library, or use another sign-in method."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Install the Kerberos library of the system."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "Nothing to look for on the proxy: the client lacks the Kerberos library (GSSAPI, or SSPI "
       "on Windows), so Negotiate was not tried."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the account may not use the proxy: the sign-in by ticket was not "
       "tried."),
     "kerberos.ticket-rejected"},
};

} // namespace

std::span<const CauseLines> kerberosCauses()
{
    return lines;
}

} // namespace pt
