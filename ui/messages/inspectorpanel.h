// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/opcode.h"
#include "ui/models/messagemodel.h"
#include "ui/models/payloadcopy.h"
#include "ui/models/payloadqueue.h"
#include "ui/widgets/panel.h"

#include <optional>

class QSplitter;

namespace viewers {
class DetailPane;
}
namespace widgets {
class RecordView;
}

namespace messages {

class FindBar;
class InspectorBar;

//! The message inspector: every record of the connection in a table, the chosen one in full beside it.
class InspectorPanel : public widgets::Panel
{
    Q_OBJECT
public:
    explicit InspectorPanel(const widgets::PanelContext &context, QWidget *parent = nullptr);
    ~InspectorPanel() override;

    void setTick(const stream::Tick &tick) override;

    //! Columns and splitter.
    [[nodiscard]] QJsonObject save() const override;
    void restore(const QJsonObject &state) override;

    [[nodiscard]] widgets::RecordView *view() const { return m_view; }
    void showRecord(base::Seq seq); //!< Selects the record and shows it in full, if it can be among the rows.
    void clearView();
    void showAll();
    //! Gives the pane with the chosen message away, to be shown elsewhere; its owner from now on is the caller, who keeps
    //! it as long as the panel. The rows have the whole panel then.
    [[nodiscard]] viewers::DetailPane *takeDetail();
    //! Chooses the next (1) or previous (-1) row.
    void step(int by);
    void clearSelection();

signals:
    //! Another message is shown in full; 0: none.
    void shownChanged(base::Seq seq);
    //! *Send again*: for the composer.
    void sendAgainRequested(ws::Opcode opcode, const QByteArray &payload);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildFindBar(stream::RowSearch *search);
    void connectAll();
    void selectionMoved();
    void updateCounts();
    void selectRecord(base::Seq seq); //!< If it is among the rows.
    void filterKinds();
    void showMenu(const QPoint &globalPosition);
    void copyPayloads(models::PayloadCopy::Format format);
    void copyRows();
    void sendAgain();
    void copied(const QByteArray &bytes, qsizetype rows, bool cut);

    models::MessageModel m_model;
    models::PayloadQueue m_payloads;
    models::PayloadCopy m_copy;
    InspectorBar *m_bar;
    FindBar *m_find = nullptr; //!< None when the rows cannot be searched.
    QSplitter *m_splitter;
    widgets::RecordView *m_view;
    viewers::DetailPane *m_detail;
    base::Seq m_shown = 0; //!< Record in the detail pane; 0: none.
    base::Seq m_kept = 0; //!< m_shown while rows get other places.
    bool m_filtering = false; //!< They do so because of a filter, and keep their numbers.
    bool m_splitByHand = false;
    bool m_detailElsewhere = false;
};

} // namespace messages
