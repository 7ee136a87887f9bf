// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/CauseTable.h"

#include <QtGlobal>

namespace pt {

namespace {

constexpr CauseLines lines[] = {
    {"client.cannot-do-scheme",
     QT_TRANSLATE_NOOP("CauseWording",
       "The program cannot use any method of this proxy"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The program cannot sign in to this proxy in any of the ways that the proxy offers."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The abilities of the named program and the methods that the proxy offers have nothing in "
       "common."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Use another program, or a helper that signs in for it."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Run a helper such as px or cntlm on the computer that signs in for the program."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Offer a method that this program can do."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The program below can do none of the methods that the proxy offers. Please say which "
       "method is meant for programs of this kind, or offer a further one."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong: the program has no way to send it."),
     "credentials.rejected origin.refused"},
    {"client.basic-disabled-for-tunnels",
     QT_TRANSLATE_NOOP("CauseWording",
       "Java does not send the password for https websites"),
     QT_TRANSLATE_NOOP("CauseWording",
       "Java refuses by default to send this kind of sign-in for https websites; your password "
       "was not sent."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Since version 8u111 Java does not use Basic sign-in for tunnels (https websites). The "
       "setting that allows it is read once, when the program starts."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Start the program with the setting that allows it."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Add this to the program's Java options."),
          "-Djdk.http.auth.tunneling.disabledSchemes=", false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The client is a Java program that does not use Basic for CONNECT unless told so (since "
       "8u111). Please offer Negotiate or Digest as well, if there are many of them."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong: the program keeps it back."),
     "credentials.rejected origin.refused"},
    {"client.hides-the-407",
     QT_TRANSLATE_NOOP("CauseWording",
       "The program's message hides the real answer"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The program's error text stands for the proxy's request for a sign-in; the website was "
       "not contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "This is how the program words a 407, the proxy's request for a sign-in."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Treat the error as a request for a sign-in at the proxy."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Enter the user name and password for the proxy in that program."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The error text is this program's way to report a 407. Please look in the proxy's log for "
       "a request that was refused for its sign-in at that time."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the website is down or that it refuses anything: it was not "
       "contacted."),
     "origin.refused origin.server-error"},
};

} // namespace

std::span<const CauseLines> clientCauses()
{
    return lines;
}

} // namespace pt
