#include "sandbox/errors.h"

#include <stddef.h>

#include "base/mem.h"

static const struct error_info table[] = {
	{ 20500, 500, "An internal server error has occurred" },
	{ 11100, 400, "Invalid URL format" },
	{ 20001, 400, "Invalid parameter" },
	{ 20002, 400, "Invalid FriendlyName" },
	{ 20003, 401, "Authenticate" },
	{ 20004, 405, "Method not allowed" },
	{ 20007, 400, "Page size too large" },
	{ 20009, 409, "Cannot delete this resource before it is complete" },
	{ 20403, 403, "Forbidden" },
	{ 20404, 404, "The requested resource was not found" },
	{ 20413, 413, "Request Entity Too Large" },
	{ 20422, 400, "Invalid Parameter" },
	{ 20423, 400, "Invalid SID" },
	{ 20429, 429, "Too Many Requests" },
	{ 20503, 503, "Service unavailable" },
	{ 20504, 504, "Twilio Internal Error" },
	{ 21102, 400, "The maximum number of Messaging Services has been reached" },
	{ 21211, 400, "Invalid 'To' Phone Number" },
	{ 21212, 400, "Invalid 'From' Number" },
	{ 21265, 400, "'To' number cannot be a Short Code" },
	{ 21266, 400, "'To' and 'From' numbers cannot be the same" },
	{ 21408, 400,
	  "Permission to send an SMS or MMS has not been enabled for the region "
	  "indicated by the 'To' number" },
	{ 21481, 400, "Invalid PageToken" },
	{ 21602, 400, "Message body is required" },
	{ 21603, 400, "A 'From' or 'MessagingServiceSid' parameter is required to send a message" },
	{ 21604, 400, "The destination 'To' phone number is required to send an SMS" },
	{ 21606, 400, "The 'From' phone number provided is not a valid message-capable Twilio phone "
	  "number for this destination/account" },
	{ 21608, 400, "The 'to' phone number provided is not yet verified for this account" },
	{ 21609, 400, "Invalid 'StatusCallback'" },
	{ 21610, 400, "Attempt to send to unsubscribed recipient" },
	{ 21611, 400, "This 'From' number has exceeded the maximum number of queued messages" },
	{ 21612, 400,
	  "Message cannot be sent with the current combination of 'To' and/or 'From' "
	  "parameters" },
	{ 21617, 400, "The concatenated message body exceeds the 1600 character limit" },
	{ 21619, 400, "A Message Body, Media URL or Content SID is required" },
	{ 21620, 400, "Invalid media URL(s)" },
	{ 21621, 400, "The 'From' number has not been enabled for MMS" },
	{ 21623, 400, "Number of media files exceeds allowed limit" },
	{ 21624, 400, "Invalid validity period value" },
	{ 21654, 400, "ContentSid Required" },
	{ 21655, 400, "The ContentSid is Invalid" },
	{ 21656, 400, "The ContentVariables Parameter is invalid" },
	{ 21657, 400, "The Sender ID is invalid" },
	{ 21659, 400, "'From' is not a Twilio phone number or Short Code country mismatch" },
	{ 21664, 400, "'FallbackFrom' cannot be used with a 'From' sender" },
	{ 21665, 400, "Invalid 'FallbackFrom' sender" },
	{ 21666, 400, "'FallbackFrom' requires MessagingServiceSid" },
	{ 21667, 400, "'FallbackFrom' requires the Messaging Service to have an RCS Sender" },
	{ 21701, 400, "The Messaging Service does not exist" },
	{ 21703, 400,
	  "The Messaging Service does not have a phone number available to send a "
	  "message" },
	{ 21704, 400, "The Messaging Service contains no phone numbers" },
	{ 21705, 400, "The Messaging Service is invalid" },
	{ 21708, 400, "Alpha Sender ID Missing from the request" },
	{ 21709, 400, "Alpha Sender ID is Invalid or Not Authorized for this Messaging Service" },
	{ 21710, 409, "Phone Number or Short Code is already in the Messaging Service" },
	{ 21711, 400,
	  "Phone Number, Shortcode, Destination AlphaSender, and Global AlphaSender is "
	  "not associated to the specified Messaging Service" },
	{ 21712, 409, "Phone Number or Short Code is associated with another Messaging Service" },
	{ 21713, 400, "Messaging Service Use Case is Invalid" },
	{ 21714, 400, "Messaging Service Number Pool size limit reached" },
	{ 21715, 400, "Phone Number Does Not Have Correct Messaging Service Capabilities" },
	{ 21910, 400,
	  "Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel" },
	{ 30003, 0, "Unreachable destination handset" },
	{ 30005, 0, "Unknown destination handset" },
	{ 30006, 0, "Landline or unreachable carrier" },
	{ 30007, 0, "Message filtered" },
	{ 30008, 0, "Unknown error" },
	{ 30017, 0, "Carrier network congestion" },
	{ 30029, 400, "Invalid ContentRetention" },
	{ 30030, 400, "Invalid AddressRetention" },
	{ 30034, 0, "US A2P 10DLC - Message from an Unregistered Number" },
	{ 30036, 0, "Validity Period Expired" },
	{ 30106, 400, "Domain has not been set up for this account" },
	{ 30124, 400, "MessagingServiceSID cannot be empty or null" },
	{ 30400, 400, "Parameters are not valid" },
	{ 30409, 409, "This message cannot be canceled" },
	{ 35111, 400, "SendAt timestamp is missing" },
	{ 35114, 400, "Scheduling does not support this timestamp" },
	{ 35115, 400, "Scheduling does not support this timestamp" },
	{ 35117, 400, "Scheduling does not support this timestamp" },
	{ 35118, 400, "MessagingServiceSid is required to schedule a message" },
	{ 35126, 400, "The ScheduleType value provided is not supported for this channel" },
	{ 63007, 400, "Twilio could not find a Channel with the specified 'From' address" },
	{ 63016, 0, "Outside messaging window. For WhatsApp, use a Message Template instead" },
	{ 63024, 0, "Invalid message recipient" },
};

const struct error_info *error_info(int code)
{
	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		if (table[i].code == code)
			return &table[i];
	return &table[0];
}
