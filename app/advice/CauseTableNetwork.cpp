// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/CauseTable.h"

#include <QtGlobal>

namespace pt {

namespace {

constexpr CauseLines lines[] = {
    {"network.name-not-resolved",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy's name is not known"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The name of the proxy cannot be found from this computer, so neither the proxy nor the "
       "website was contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The name service (DNS), which turns names into addresses, gave none for the proxy's name."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Check the spelling, and whether the company's network or VPN is connected."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Compare the proxy's name letter by letter with the instructions."),
          nullptr, false},
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Connect to the company's network or VPN and repeat the test."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Ask the name service directly."),
          "nslookup {name}", false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The client's name service gives no address for the proxy's name. Please check that the "
       "name exists in the zone this client asks (inside, outside, VPN) and which servers it is "
       "set to ask."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy is down or that a password is wrong: the proxy was not "
       "contacted."),
     "credentials.rejected network.refused network.timed-out"},
    {"network.refused",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy's port refuses the connection"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The address of the proxy was reached, but the connection was refused on this port, so "
       "the website was not contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Every address refused the connection at once. Usually the port is wrong or the proxy "
       "program does not run; seldom a firewall refuses in its place."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Check the port number."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Compare the port with the instructions; usual ones are 3128, 8080 and 8888."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Check that the proxy runs and listens on this port."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The address below answers connections to this port with a reset. Please check that the "
       "proxy runs and listens on this address and port, and that no firewall rejects this "
       "source."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that a password is wrong: nothing was sent."),
     "credentials.rejected origin.refused"},
    {"network.timed-out",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy does not answer at all"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy did not answer the attempt to connect, so the website was not contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "No address of the proxy answered. Usually a firewall drops the connection, the address "
       "is wrong, or this computer is not in the right network."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Check whether this computer is in the right network."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Connect to the company's network or VPN and repeat the test."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Check whether a firewall drops connections from this address to the proxy's port."),
          QT_TRANSLATE_NOOP("CauseWording",
            "Connections from this computer to the proxy time out. Addresses, port and time are "
            "in the attached bundle."), true},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "Connections from this client to the addresses below get no answer at all. Please look "
       "for dropped packets of this source in the firewalls between, and check the route back."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that a password is wrong: nothing was sent."),
     "credentials.rejected origin.refused"},
    {"network.unreachable",
     QT_TRANSLATE_NOOP("CauseWording",
       "There is no way to the proxy"),
     QT_TRANSLATE_NOOP("CauseWording",
       "This computer finds no way through the network to the proxy, so the website was not "
       "contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The system says that the network or host cannot be reached: usually there is no "
       "connection, or no route to that network."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Check the network connection of this computer."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Check cable, Wi-Fi and VPN."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Check the routes of this computer."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The client's own system, or a router near it, says that there is no way to the addresses "
       "below. Please check its routes and VPN, and the address family (IPv4 or IPv6)."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy is down or that a password is wrong: the proxy was not "
       "reached."),
     "credentials.rejected network.refused network.timed-out"},
    {"network.reset",
     QT_TRANSLATE_NOOP("CauseWording",
       "The connection was cut without an answer"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The connection to the proxy was cut before any answer came; whether the website was "
       "contacted is not known."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The connection came up, but was closed or reset without any answer. A device in between "
       "may cut it, or the port serves something else."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The people who run the network must look who cuts the connection."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Check that host and port are those of a proxy."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Look in the proxy's and the firewall's log at the given time and local port."),
          QT_TRANSLATE_NOOP("CauseWording",
            "The connection to the proxy is cut after the request, without an answer. Time, "
            "local port and address are in the attached bundle."), true},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The connection below was made and then ended by the other side without a byte of an "
       "answer. Please look in the logs of the proxy, and of firewalls and filters between, who "
       "ended it."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that a password was refused: no answer came that could say so."),
     "credentials.rejected network.refused"},
    {"network.no-reply",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy is silent"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy took the request and never answered; whether the website was contacted is not "
       "known."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The connection came up and the request was sent, but nothing came back within the time "
       "limit."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Try again, then ask the people who run the proxy."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Check that the port is the one of the proxy: some services wait for the client to "
           "speak another language."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Check load and log of the proxy at the given time."),
          QT_TRANSLATE_NOOP("CauseWording",
            "The proxy accepts the connection but does not answer. Time and local port are in "
            "the attached bundle."), true},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The connection below was made and the request sent, and no byte came back within the "
       "time limit. Please check the proxy's load, its helper processes for sign-ins and its own "
       "name service at this time."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that a password was refused: no answer came that could say so."),
     "credentials.rejected network.timed-out"},
    {"network.some-addresses-fail",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy's addresses do not all work alike"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy has several addresses and not all of them work, so it can fail now and then."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy's name leads to several addresses, and they behave differently."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The people who run the proxy must repair or remove the failing address."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Repair the failing address or remove it from the name service."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Until then, enter an address that works in place of the name; a sign-in by ticket "
           "(Kerberos) needs the name, though."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy's name has several addresses, and they behave differently from this client. "
       "Please compare the addresses below, repair the one that fails or take it out of the name "
       "service."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the whole proxy is down."),
     "network.refused network.timed-out"},
    {"network.captive-portal",
     QT_TRANSLATE_NOOP("CauseWording",
       "The network wants you to log in to it first"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The answer looks like the login page of this network (as in a hotel or train), so the "
       "proxy was probably not reached."),
     QT_TRANSLATE_NOOP("CauseWording",
       "A guest network (hotel, train, visitor Wi-Fi) answers every request with its login page "
       "until somebody has agreed to it."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Open a browser and complete the network's login page."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Open a browser without the proxy and complete the login page of the network."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The answer below looks like a guest network's login page in place of the proxy's answer. "
       "Nothing to look for on the proxy: the request did not reach it."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy refused the password: by all signs it was not reached."),
     "credentials.rejected policy.forbidden"},
};

} // namespace

std::span<const CauseLines> networkCauses()
{
    return lines;
}

} // namespace pt
